import { randomBytes } from 'node:crypto'
import { needsAudit } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { Node } from '../nodes/Node.js'

/** Stores a registered, active, online node with two free units; every field can be overridden. */
export async function makeNode(em: EntityManager, overrides: Partial<Node> = {}): Promise<Node> {
  const id = `0x${randomBytes(8).toString('hex')}`
  await em.insert(Node, {
    id,
    provider: `0x${randomBytes(20).toString('hex')}`,
    name: `node ${id}`,
    resourceType: 'CPU',
    units: 2,
    region: 'EU',
    state: 'ACTIVE',
    trustLevel: 'BASIC',
    registered: true,
    availability: 'AVAILABLE',
    online: true,
    lastHeartbeatAt: new Date(),
    asks: { '0x0000000000000000000000000000000000000000': '1000' },
    spec: { memoryMiB: 4096 },
    // An audit that stands, where its type needs one.
    typeShownUntil: overrides.resourceType && needsAudit(overrides.resourceType) ? new Date(4_102_444_800_000) : null,
    createdAt: new Date(),
    updatedAt: new Date(),
    ...overrides,
  })
  return em.findOneOrFail(Node, { id: overrides.id ?? id })
}
