import { topic } from '@aiigo/domain'
import { Attempt, CheckRun, Job, loadRow, type Storage, seqBeforeOpenOffers } from '@aiigo/storage'
import type { Viewer } from '../../graphql/context.js'
import { type EventSource, followTopics, mapIterator, type TopicEvent } from '../../live/followTopics.js'
import { toCheckRunType } from '../check/toCheckRunType.js'
import type { OfferCursor, OfferEvent } from './offer.type.js'
import { requireOwnNodes } from './offerAccess.js'
import { toOfferType } from './toOfferType.js'

/** Events of offers to nodes, read from the event table: replayed from cursors, then followed, without gaps. */
export interface OfferEvents {
  /** @throws GraphQLError FORBIDDEN unless the viewer is the provider of every node */
  follow(
    viewer: Viewer,
    nodeIds: readonly string[],
    cursors: readonly OfferCursor[],
  ): Promise<AsyncIterable<OfferEvent>>
}

export function createOfferEvents(source: EventSource): OfferEvents {
  const { storage } = source
  return {
    async follow(viewer, nodeIds, given) {
      await requireOwnNodes(storage.fork(), viewer, nodeIds)
      const bySeq = new Map(given.map(({ nodeId, seq }) => [nodeId, seq]))
      const cursors = new Map<`offers:${string}`, number>()
      for (const nodeId of new Set(nodeIds)) {
        const name = topic('offers', nodeId) as `offers:${string}`
        cursors.set(name, bySeq.get(nodeId) ?? (await seqBeforeOpenOffers(storage.fork(), name, nodeId)))
      }
      return mapIterator(followTopics(source, cursors), (event) => toOfferEvent(storage, event))
    },
  }
}

/** With the offer as it stands now; null when its job was deleted since. */
async function toOfferEvent(
  storage: Storage,
  { seq, data }: TopicEvent<`offers:${string}`>,
): Promise<OfferEvent | null> {
  const isCheck = data.kind === 'CHECK'
  const run = isCheck ? await loadRow(storage, CheckRun, data.offerId) : null
  const [attempt, job] = await Promise.all([
    loadRow(storage, Attempt, run?.attemptId ?? data.offerId),
    loadRow(storage, Job, data.jobId),
  ])
  if (!attempt || !job) return null
  const { nodeId, kind, offerId, deadline, reason, at } = data
  return {
    seq,
    nodeId,
    kind,
    offerId,
    deadline: new Date(deadline * 1000),
    // Events from before there were reasons have none.
    reason: reason ?? null,
    at: new Date(at),
    offer: isCheck ? null : toOfferType(attempt, job),
    checkRun: run && toCheckRunType(run, attempt, job),
  }
}
