import { topic } from '@aiigo/domain'
import { Attempt, type EventListener, Job, lastEventSeq, type Storage } from '@aiigo/storage'
import { apiError, forbidden } from '../graphql/apiError.js'
import type { Viewer } from '../graphql/context.js'
import type { Feeds } from '../graphql/feeds.js'
import { visibleJob } from '../modules/job/jobAccess.js'
import type { OfferEvent } from '../modules/offer/offer.type.js'
import { requireOwnNodes } from '../modules/offer/offerAccess.js'
import { offerFields } from '../modules/offer/offerFields.js'
import { followTopics, mapIterator, type TopicEvent } from './followTopics.js'
import { openOffersCursor } from './openOffersCursor.js'

interface Deps {
  storage: Storage
  listener: EventListener
}

/** Where subscriptions get their events from; who may listen is decided when they start. */
export function createFeeds(deps: Deps): Feeds {
  const { storage } = deps

  async function requireJob(viewer: Viewer, jobId: string, afterSeq: number): Promise<void> {
    if (afterSeq < 0) throw apiError('BAD_USER_INPUT', `expected afterSeq of 0 or more, got ${afterSeq}`)
    if (await visibleJob(storage.fork(), viewer, jobId)) return
    throw forbidden(`expected a job of the caller, or one a node of the caller worked at, got ${jobId}`)
  }

  return {
    async jobStatus(viewer, jobId, afterSeq) {
      await requireJob(viewer, jobId, afterSeq)
      const name = topic('job', jobId.toLowerCase()) as `job:${string}`
      return mapIterator(followTopics(deps, new Map([[name, afterSeq]])), ({ seq, data }) => ({
        ...data,
        seq,
        at: new Date(data.at),
      }))
    },

    async jobLogs(viewer, jobId, afterSeq) {
      await requireJob(viewer, jobId, afterSeq)
      const name = topic('joblog', jobId.toLowerCase()) as `joblog:${string}`
      return mapIterator(followTopics(deps, new Map([[name, afterSeq]])), ({ seq, data }) => ({
        seq,
        attempt: data.attempt,
        stream: data.stream.toUpperCase(),
        text: data.text,
        at: new Date(data.at),
      }))
    },

    async offers(viewer, nodeIds, given) {
      await requireOwnNodes(storage.fork(), viewer, nodeIds)
      const bySeq = new Map(given.map(({ nodeId, seq }) => [nodeId, seq]))
      const cursors = new Map<`offers:${string}`, number>()
      for (const nodeId of new Set(nodeIds)) {
        const name = topic('offers', nodeId) as `offers:${string}`
        cursors.set(name, bySeq.get(nodeId) ?? (await openOffersCursor(storage, name, nodeId)))
      }
      return mapIterator(followTopics(deps, cursors), (event) => offerEvent(storage, event))
    },

    async nodeAvailability() {
      const cursors = new Map([['nodes' as const, await lastEventSeq(storage.fork(), 'nodes')]])
      return mapIterator(followTopics(deps, cursors), ({ seq, data }) => ({ ...data, seq, at: new Date(data.at) }))
    },

    async priceTicks(resourceType, afterSeq) {
      if (afterSeq !== null && afterSeq < 0)
        throw apiError('BAD_USER_INPUT', `expected afterSeq of 0 or more, got ${afterSeq}`)
      const name = topic('prices', resourceType) as `prices:${string}`
      const cursors = new Map([[name, afterSeq ?? (await lastEventSeq(storage.fork(), name))]])
      return mapIterator(followTopics(deps, cursors), ({ seq, data }) => ({ ...data, seq, at: new Date(data.at) }))
    },
  }
}

/** With the offer as it stands now; null when its job was deleted since. */
async function offerEvent(storage: Storage, { seq, data }: TopicEvent<`offers:${string}`>): Promise<OfferEvent | null> {
  const em = storage.fork()
  const attempt = await em.findOne(Attempt, { id: data.offerId })
  const job = attempt && (await em.findOne(Job, { id: attempt.jobId }))
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
    offer: offerFields(attempt, job),
  }
}
