import { nodeIdOf } from '@aiigo/chain'
import { type Availability, type Problem, REGIONS, type ResourceType } from '@aiigo/domain'
import {
  availableNodeCounts,
  checkedBenchmarks,
  inTransaction,
  lockAccount,
  Node,
  type NodeDetails,
  type Storage,
  setAvailability,
  standingAudits,
  storeNode,
} from '@aiigo/storage'
import type { Address, Hex } from 'viem'
import type { Viewer } from '../../graphql/context.js'
import { storableText } from '../../graphql/storableText.js'
import { announceNode } from './announceNode.js'
import type { AuditNode } from './auditNode.js'
import { createHeartbeat } from './heartbeat.js'
import type { AuditNodeInput, NodePayload, Node as NodeType, Provider, UpsertNodeInput } from './node.type.js'
import { nodeDetailsSchema } from './nodeDetailsSchema.js'
import { type NodeEvidence, toNodeType } from './toNodeType.js'
import { unknownNode } from './unknownNode.js'

const MAX_UNITS = 65_535
/** Characters of the reason for a pause. */
const MAX_REASON = 500
/** Descriptions cost nothing, so a wallet may keep a few of nodes that the chain does not know. */
const MAX_UNREGISTERED = 50

export type NodeService = ReturnType<typeof createNodeService>

/** Off-chain data of nodes. */
export function createNodeService({ storage, auditNode }: { storage: Storage; auditNode: AuditNode }) {
  const refused = (problems: readonly Problem[]): NodePayload => ({
    node: null,
    userErrors: problems.map((p) => ({ ...p })),
  })

  async function evidence(nodes: readonly Node[]): Promise<(node: Node) => NodeEvidence> {
    const [audits, benchmarks] = await Promise.all([
      standingAudits(storage.fork(), nodes),
      checkedBenchmarks(storage.fork(), nodes),
    ])
    return ({ id }) => ({ audit: audits.get(id), benchmark: benchmarks.get(id) })
  }

  async function answerOf(node: Node, viewer: Viewer): Promise<NodePayload> {
    const evidenceOf = await evidence([node])
    return { node: toNodeType(node, viewer, evidenceOf(node)), userErrors: [] }
  }

  return {
    async byIds(viewer: Viewer | null, ids: string[]): Promise<(NodeType | null)[]> {
      const nodes = await storage.fork().find(Node, { id: { $in: ids } })
      const evidenceOf = await evidence(nodes)
      const byId = new Map(nodes.map((node) => [node.id, toNodeType(node, viewer, evidenceOf(node))]))
      return ids.map((id) => byId.get(id) ?? null)
    },

    async providersByIds(ids: string[]): Promise<(Provider | null)[]> {
      const counts = await availableNodeCounts(storage.fork(), ids)
      return ids.map((id) => (counts.has(id) ? { id, availableNodeCount: counts.get(id) ?? 0 } : null))
    },

    async describe(viewer: Viewer, input: UpsertNodeInput): Promise<NodePayload> {
      const problems = problemsOf(input)
      if (problems.length > 0) return refused(problems)
      const id = nodeIdOf(viewer.address as Address, input.salt as Hex).toLowerCase()
      const pending = { provider: viewer.address, registered: false, id: { $ne: id } }
      const stored = await inTransaction(storage, async (em) => {
        await lockAccount(em, viewer.address)
        if ((await em.count(Node, pending)) >= MAX_UNREGISTERED) return 'tooMany'
        return storeNode(em, {
          id,
          provider: viewer.address,
          name: input.name.trim(),
          resourceType: input.resourceType as ResourceType,
          units: input.units,
          region: input.region,
          spec: nodeDetailsSchema.parse(input.spec) as NodeDetails,
        })
      })
      if (stored === 'tooMany') {
        const text = `expected at most ${MAX_UNREGISTERED} nodes that are not registered on chain; register some of them first`
        return refused([{ code: 'TOO_MANY_NODES', field: null, message: text }])
      }
      // An id has eight bytes: an attacker may have searched for a salt that gives another provider's id.
      if (!stored)
        return refused([
          {
            code: 'NODE_TAKEN',
            field: 'input.salt',
            message: `expected a salt of an id that is free, ${id} is another provider's node; choose another salt`,
          },
        ])
      return answerOf(stored, viewer)
    },

    async setAvailability(
      viewer: Viewer,
      nodeId: string,
      availability: Availability,
      reason: string | null,
    ): Promise<NodePayload> {
      return inTransaction(storage, async (em) => {
        const own = { id: nodeId, provider: viewer.address }
        const set = await setAvailability(em, own, availability, reason && storableText(reason, MAX_REASON))
        if (!set) return refused([unknownNode(nodeId, 'nodeId')])
        if (set.changed) await announceNode(em, set.node)
        return answerOf(set.node, viewer)
      })
    },

    async audit(viewer: Viewer, input: AuditNodeInput): Promise<NodePayload> {
      const audited = await auditNode(viewer, input)
      return 'problem' in audited ? refused([audited.problem]) : answerOf(audited.node, viewer)
    },

    heartbeat: createHeartbeat({ storage }),
  }
}

function problemsOf({ salt, name, units, region, spec }: UpsertNodeInput): Problem[] {
  const problems: Problem[] = []
  const problem = (field: string, message: string): void => {
    problems.push({ code: 'NODE_INVALID', field: `input.${field}`, message })
  }
  if (salt.length !== 66) problem('salt', `expected 32 bytes, got ${(salt.length - 2) / 2}`)
  if (name.trim().length === 0 || name.length > 100 || /\p{Cc}/u.test(name)) {
    problem('name', 'expected 1 to 100 printable characters')
  }
  if (units < 1 || units > MAX_UNITS) problem('units', `expected 1 to ${MAX_UNITS}, got ${units}`)
  if (!(REGIONS as readonly string[]).includes(region))
    problem('region', `expected one of ${REGIONS.join(', ')}, got ${region}`)
  for (const issue of nodeDetailsSchema.safeParse(spec).error?.issues ?? []) {
    problem(['spec', ...issue.path].join('.'), issue.message)
  }
  return problems
}
