import { OPEN_ATTEMPT_STATES, type Problem } from '@aiigo/domain'
import { inTransaction, Node, type Storage } from '@aiigo/storage'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import { announceNode } from './announceNode.js'
import type { HeartbeatInput, HeartbeatPayload } from './node.type.js'
import { unknownNode } from './unknownNode.js'

export const HEARTBEAT_SECONDS = 5
/** An agent that has been silent this long may be followed by one with a lower generation: its clock was set back, or it lost its memory. */
const GENERATION_HELD_SECONDS = 15

const MAX_RUNNING = 1_000
const MAX_ROUND_TRIP_MS = 60_000
const MAX_GENERATION = Number.MAX_SAFE_INTEGER

interface Beat {
  id: string | null
  stale: string | null
  online: boolean | null
}

/**
 * Takes a node's heartbeats. Their instants are the database's: an agent's clock is neither asked nor believed. `generation` tells apart two
 * starts of an agent: while a newer one is heard, what an older one still sends counts for nothing.
 */
export function createHeartbeat({ storage }: { storage: Storage }) {
  return async function heartbeat(
    viewer: Viewer,
    { nodeId, runningOfferIds, roundTripMs, generation = null }: HeartbeatInput,
  ): Promise<HeartbeatPayload> {
    const answer = {
      nextHeartbeatSeconds: HEARTBEAT_SECONDS,
      endedOfferIds: [] as string[],
      userErrors: [] as Problem[],
    }
    const refused = (code: string, field: string, message: string): HeartbeatPayload => ({
      ...answer,
      userErrors: [{ code, field, message }],
    })
    if (runningOfferIds.length > MAX_RUNNING) {
      const text = `expected at most ${MAX_RUNNING} running offers, got ${runningOfferIds.length}`
      return refused('TOO_MANY_OFFERS', 'input.runningOfferIds', text)
    }
    if (generation !== null && (generation < 0 || generation > MAX_GENERATION)) {
      return refused('GENERATION_INVALID', 'input.generation', `expected a whole number from 0, got ${generation}`)
    }
    const measured =
      typeof roundTripMs === 'number' && roundTripMs >= 0 ? Math.min(roundTripMs, MAX_ROUND_TRIP_MS) : null
    const beat = await take(nodeId, viewer.address, measured, generation)
    if (beat.stale !== null) {
      const text = `expected at least generation ${beat.stale}, got ${generation}: a newer start of this agent is running; end this one`
      return refused('STALE_GENERATION', 'input.generation', text)
    }
    if (beat.id === null) return { ...answer, userErrors: [unknownNode(nodeId, 'input.nodeId')] }
    if (!beat.online) await comeOnline(nodeId, viewer.address)
    return { ...answer, endedOfferIds: await ended(nodeId, runningOfferIds) }
  }

  /**
   * The usual beat: one statement, no event. A round trip that moved by little is kept as it was, so that indexes need not move the node
   * for the noise of the network.
   */
  async function take(
    nodeId: string,
    provider: string,
    measured: number | null,
    generation: number | null,
  ): Promise<Beat> {
    const rows = await storage.fork().execute<Beat[]>(
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
      [nodeId, provider, generation, measured, nodeId, provider, GENERATION_HELD_SECONDS],
    )
    return rows[0] ?? { id: null, stale: null, online: null }
  }

  async function comeOnline(nodeId: string, provider: string): Promise<void> {
    await inTransaction(storage, async (em) => {
      const set = { online: true, updatedAt: new Date() }
      if ((await em.nativeUpdate(Node, { id: nodeId, provider, online: false }, set)) === 0) return
      await announceNode(em, await em.findOneOrFail(Node, { id: nodeId }))
    })
  }

  /** Of the offers an agent says it runs, those it should not. */
  async function ended(nodeId: string, offerIds: string[]): Promise<string[]> {
    const ids = offerIds.filter(isUuid)
    if (ids.length === 0) return offerIds
    const rows = await storage.fork().execute<{ id: string }[]>(
      `select id from attempt where node_id = ? and id in (select value::uuid from jsonb_array_elements_text(?::jsonb))
       and state in (select value from jsonb_array_elements_text(?::jsonb))`,
      [nodeId, JSON.stringify(ids), JSON.stringify(OPEN_ATTEMPT_STATES)],
    )
    const open = new Set(rows.map(({ id }) => id))
    return offerIds.filter((id) => !open.has(id.toLowerCase()))
  }
}
