import type { EntityManager } from '../db/createStorage.js'

/**
 * An agent that has been silent this long may be followed by one with a lower generation: its clock was set back, or it
 * lost its memory.
 */
const GENERATION_HELD_SECONDS = 15

export interface Heartbeat {
  nodeId: string
  /** Wallet, lower case. */
  provider: string
  /** Of the agent's start; null when the agent does not say. */
  generation: number | null
  /** Milliseconds; null when not measured. */
  roundTripMs: number | null
}

export type HeartbeatOutcome =
  | { outcome: 'RECORDED'; wasOnline: boolean }
  /** A newer start of the agent is heard. */
  | { outcome: 'STALE'; generation: string }
  /** The provider has no such node. */
  | { outcome: 'UNKNOWN' }

/**
 * Records a heartbeat, by the database's clock: one statement, no event. While a newer start of an agent is heard, what
 * an older one still sends counts for nothing. A round trip that moved by little is kept as it was, so that match
 * indexes need not move the node for the noise of the network.
 */
export async function recordHeartbeat(
  em: EntityManager,
  { nodeId, provider, generation, roundTripMs }: Heartbeat,
): Promise<HeartbeatOutcome> {
  const rows = await em.execute<{ id: string | null; stale: string | null; online: boolean | null }[]>(
    `with known as (
       select id, online, generation from node where id = ? and provider = ?
     ), beat as (
       update node n set last_heartbeat_at = clock_timestamp(), generation = coalesce(g.value, n.generation),
         round_trip_ms = case
           when g.measured is null then n.round_trip_ms
           when n.round_trip_ms is null or abs(n.round_trip_ms - g.measured) >= greatest(5, n.round_trip_ms / 10) then g.measured
           else n.round_trip_ms end
       from (select ?::bigint as value, ?::int as measured) g
       where n.id = ? and n.provider = ?
         and (g.value is null or n.generation is null or g.value >= n.generation
           or n.last_heartbeat_at < clock_timestamp() - make_interval(secs => ?))
       returning n.id, n.online
     )
     select beat.id, beat.online, case when beat.id is null then known.generation end as stale
     from known left join beat on true`,
    [nodeId, provider, generation, roundTripMs, nodeId, provider, GENERATION_HELD_SECONDS],
  )
  const [row] = rows
  if (row && row.stale !== null) return { outcome: 'STALE', generation: row.stale }
  return row && row.id !== null ? { outcome: 'RECORDED', wasOnline: row.online === true } : { outcome: 'UNKNOWN' }
}
