import type { Problem } from '@aiigo/domain'
import { bringOnline, inTransaction, openOffers, recordHeartbeat, type Storage } from '@aiigo/storage'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import { announceNode } from './announceNode.js'
import type { HeartbeatInput, HeartbeatPayload } from './node.type.js'
import { unknownNode } from './unknownNode.js'

export const HEARTBEAT_SECONDS = 5

const MAX_RUNNING = 1_000
const MAX_ROUND_TRIP_MS = 60_000
const MAX_GENERATION = Number.MAX_SAFE_INTEGER

/**
 * Records a node's heartbeats. `generation` distinguishes two starts of an agent; see `recordHeartbeat`.
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
    const beat = await recordHeartbeat(storage.fork(), {
      nodeId,
      provider: viewer.address,
      generation,
      roundTripMs: measured,
    })
    if (beat.outcome === 'STALE') {
      const text = `expected at least generation ${beat.generation}, got ${generation}: a newer start of this agent is running; end this one`
      return refused('STALE_GENERATION', 'input.generation', text)
    }
    if (beat.outcome === 'UNKNOWN') return { ...answer, userErrors: [unknownNode(nodeId, 'input.nodeId')] }
    if (!beat.wasOnline) await comeOnline(nodeId, viewer.address)
    return { ...answer, endedOfferIds: await ended(nodeId, runningOfferIds) }
  }

  async function comeOnline(nodeId: string, provider: string): Promise<void> {
    await inTransaction(storage, async (em) => {
      const node = await bringOnline(em, { id: nodeId, provider })
      if (node) await announceNode(em, node)
    })
  }

  /** Of the offers an agent says it runs, those it should not. */
  async function ended(nodeId: string, offerIds: string[]): Promise<string[]> {
    const ids = offerIds.filter(isUuid)
    if (ids.length === 0) return offerIds
    const open = await openOffers(storage.fork(), nodeId, ids)
    return offerIds.filter((id) => !open.has(id.toLowerCase()))
  }
}
