import type { Availability, NodeState, ResourceType, Tier, TrustLevel } from '@aiigo/domain'
import { IsolationLevel } from '@mikro-orm/core'
import type { EntityManager, Storage } from '../db/createStorage.js'
import { deleteInSlices, deleteRows, type Pruning } from '../db/deleteInSlices.js'
import type { NodeDetails } from './NodeDetails.js'
import { NODE_CHANGES_TOPIC } from './nodeChanges.js'

/** A registered node with everything that matching looks at. */
export interface NodeFacts {
  id: string
  provider: string
  resourceType: ResourceType
  state: NodeState
  availability: Availability
  online: boolean
  units: number
  /**
   * Units promised to attempts; a reservation counts until its offer has been ended, so that a number always means the
   * same.
   */
  usedUnits: number
  region: string
  tier: Tier
  trustLevel: TrustLevel
  reputation: number
  asks: Record<string, string>
  spec: NodeDetails
  hashesPerSecond: bigint
  /** See `verifiedPowerOf`. */
  benchmarkHashesPerSecond: bigint | null
  benchmarkWeightBps: number
  roundTripMs: number | null
  uptimeBps: number
  typeShownUntil: Date | null
  /** Failures of earlier attempts as they counted at an instant; null without any. */
  failures: { points: number; at: Date } | null
}

/**
 * A change of a node: the whole node, or only its free units; null: the node is not (or no longer) registered.
 */
export type NodeChanged = { id: string; node: NodeFacts | null } | { id: string; freeUnits: number }

export interface NodeChangeReader {
  /**
   * Reads every registered node, as of one instant.
   * @returns the number of the last change it contains
   */
  load(onPage: (nodes: NodeFacts[]) => void): Promise<number>
  /**
   * Nodes that changed after a number, each once and in its state at the returned number.
   * @returns null when that is not known any more (pruned, or another database): load again
   */
  changesAfter(seq: number): Promise<{ seq: number; changes: NodeChanged[] } | null>
}

const PAGE = 5_000

const COLUMNS = `n.id, n.provider, n.resource_type, n.state, n.availability, n.online, n.units, n.region, n.tier, n.trust_level,
  n.reputation, n.asks, n.spec, n.hashes_per_second::text as hashes_per_second,
  n.benchmark_hashes_per_second::text as benchmark_hashes_per_second, n.benchmark_weight_bps, n.round_trip_ms, n.uptime_bps, n.type_shown_until, f.points, f.at,
  coalesce((select sum(r.quantity) from reservation r where r.node_id = n.id), 0)::int as used_units`

interface Row {
  id: string
  provider: string
  resource_type: ResourceType
  state: NodeState
  availability: Availability
  online: boolean
  units: number
  region: string
  tier: Tier
  trust_level: TrustLevel
  reputation: number
  asks: Record<string, string>
  spec: NodeDetails
  hashes_per_second: string
  benchmark_hashes_per_second: string | null
  benchmark_weight_bps: number
  round_trip_ms: number | null
  uptime_bps: number
  type_shown_until: Date | string | null
  points: number | null
  at: Date | string | null
  used_units: number
}

interface ChangeColumns extends Omit<Row, 'id'> {
  seq: string
  oldest: string | null
  changed: string | null
  free_units: number | null
  id: string | null
}

/**
 * Reads nodes and their changes for indexes in memory. Every statement sees one instant, so a number and what it brings
 * belong together.
 */
export function createNodeChangeReader(storage: Storage): NodeChangeReader {
  return {
    load(onPage) {
      return storage.fork().transactional(
        async (em) => {
          const seq = await lastChange(em as EntityManager)
          for (let after = ''; ; ) {
            const rows = await em.execute<Row[]>(
              `select ${COLUMNS} from node n left join node_failure f on f.node_id = n.id
               where n.registered and n.id > ? order by n.id limit ?`,
              [after, PAGE],
            )
            if (rows.length > 0) onPage(rows.map(nodeOf))
            if (rows.length < PAGE) return seq
            after = (rows.at(-1) as Row).id
          }
        },
        { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true },
      )
    },

    // Node by node ("offset 0" keeps it so): a planner that joins would rather read every node than look up a few
    // dozen.
    async changesAfter(after) {
      const rows = await storage.fork().execute<ChangeColumns[]>(
        `select h.seq, h.oldest, c.node_id as changed, f.free_units, n.*
         from (select coalesce((select last_seq from event_topic where topic = ?), 0) as seq,
                 (select min(seq) from node_change) as oldest) h
         left join changed_nodes(?) c on true
         left join lateral (select greatest(0, n.units - coalesce((select sum(r.quantity) from reservation r where r.node_id = n.id), 0))::int as free_units
           from node n where n.id = c.node_id and c.units_only and n.registered offset 0) f on true
         left join lateral (select ${COLUMNS} from node n left join node_failure f on f.node_id = n.id
           where n.id = c.node_id and not c.units_only and n.registered offset 0) n on true`,
        [NODE_CHANGES_TOPIC, after],
      )
      const head = rows[0] as ChangeColumns
      const seq = Number(head.seq)
      if (seq < after) return null
      if (seq === after) return { seq, changes: [] }
      if (head.oldest === null || Number(head.oldest) > after + 1) return null
      return { seq, changes: rows.flatMap(changeOf) }
    },
  }
}

function changeOf(row: ChangeColumns): NodeChanged[] {
  const { changed, free_units: freeUnits, id } = row
  if (changed === null) return []
  if (freeUnits !== null) return [{ id: changed, freeUnits }]
  return [{ id: changed, node: id === null ? null : nodeOf({ ...row, id }) }]
}

async function lastChange(em: EntityManager): Promise<number> {
  const rows = await em.execute<{ last_seq: string }[]>('select last_seq from event_topic where topic = ?', [
    NODE_CHANGES_TOPIC,
  ])
  return Number(rows[0]?.last_seq ?? 0)
}

function nodeOf(row: Row): NodeFacts {
  return {
    id: row.id,
    provider: row.provider,
    resourceType: row.resource_type,
    state: row.state,
    availability: row.availability,
    online: row.online,
    units: row.units,
    usedUnits: row.used_units,
    region: row.region,
    tier: row.tier,
    trustLevel: row.trust_level,
    reputation: row.reputation,
    asks: row.asks,
    spec: row.spec,
    hashesPerSecond: BigInt(row.hashes_per_second),
    benchmarkHashesPerSecond: row.benchmark_hashes_per_second === null ? null : BigInt(row.benchmark_hashes_per_second),
    benchmarkWeightBps: row.benchmark_weight_bps,
    roundTripMs: row.round_trip_ms,
    uptimeBps: row.uptime_bps,
    typeShownUntil: row.type_shown_until === null ? null : new Date(row.type_shown_until),
    failures: row.points === null || row.at === null ? null : { points: row.points, at: new Date(row.at) },
  }
}

/**
 * Deletes changes from before an instant, and never the newest; a process that is further behind loads all nodes again.
 * @returns how many
 */
export async function pruneNodeChanges(storage: Storage, before: Date, pruning?: Pruning): Promise<number> {
  const statement = `with first as (
      select seq, node_id, at from node_change order by seq, node_id limit ?
    ) delete from node_change c using first f
    where c.seq = f.seq and c.node_id = f.node_id and f.at < ?::timestamptz and f.seq < (select max(seq) from node_change)`
  return deleteInSlices((rows) => deleteRows(storage, statement, [rows, before.toISOString()]), pruning)
}
