import { randomUUID } from 'node:crypto'
import type { EntityManager } from '../db/createStorage.js'
import type { Node } from './Node.js'
import { recordNodeChange } from './nodeChanges.js'
import { TypeAudit } from './TypeAudit.js'

/**
 * Records an audit and grants the type to its node, as long as the row still says what was signed for.
 * @param em of `inTransaction`
 * @returns whether it does
 */
export async function recordTypeAudit(em: EntityManager, audit: Omit<TypeAudit, 'id' | 'auditedAt'>): Promise<boolean> {
  const { nodeId, resourceType, units, spec, expiresAt } = audit
  const rows = await em.execute<{ id: string }[]>(
    `update node set type_shown_until = ?::timestamptz, updated_at = now()
     where id = ? and registered and resource_type = ? and units = ?
       and jsonb_strip_nulls(jsonb_build_object('hardware', spec -> 'hardware', 'tflops', spec -> 'tflops')) = jsonb_strip_nulls(?::jsonb)
     returning id`,
    [expiresAt.toISOString(), nodeId, resourceType, units, JSON.stringify(spec)],
  )
  if (rows.length === 0) return false
  recordNodeChange(em)
  await em.insert(TypeAudit, { ...audit, id: randomUUID(), auditedAt: new Date() })
  return true
}

/** The audits that stand, by node. Nodes without one are left out. */
export async function standingAudits(em: EntityManager, nodes: readonly Node[]): Promise<Map<string, TypeAudit>> {
  const shown = nodes.filter(({ typeShownUntil }) => typeShownUntil !== null).map(({ id }) => id)
  if (shown.length === 0) return new Map()
  const audits = await em.find(TypeAudit, { nodeId: { $in: shown } }, { orderBy: { auditedAt: 'asc' } })
  return new Map(audits.map((audit) => [audit.nodeId, audit]))
}

/**
 * Takes the type from nodes whose audit has ended.
 * @param em of `inTransaction`
 * @returns their ids
 */
export async function endTypeAudits(em: EntityManager): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `with ended as (
       select id from node where type_shown_until <= clock_timestamp() order by id for no key update)
     update node n set type_shown_until = null, updated_at = now() from ended where n.id = ended.id returning n.id`,
  )
  if (rows.length > 0) recordNodeChange(em)
  return rows.map(({ id }) => id)
}
