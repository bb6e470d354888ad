import type { Storage } from '../db/createStorage.js'
import { Attempt } from '../offers/Attempt.js'
import { offerJobs } from '../offers/offerJobs.js'

/**
 * Offers a QUEUED job to one node at what the node asks, as the worker does it.
 * @param seconds until the offer ends; negative: it has ended already
 * @returns the attempt, or null when it was not made
 */
export async function makeOffer(
  storage: Storage,
  job: { id: string; token: string },
  node: { id: string; asks: Record<string, string> },
  seconds = 10,
): Promise<Attempt | null> {
  const candidate = {
    nodeId: node.id,
    rate: BigInt(node.asks[job.token] ?? 0),
    score: { total: 1_000_000, terms: {}, weights: {} },
  }
  const outcomes = await offerJobs(
    storage,
    [{ jobId: job.id, wanted: 1, seconds, candidates: [candidate] }],
    'timeout-queue',
  )
  const made = outcomes.get(job.id)
  return made?.outcome === 'OFFERED'
    ? storage.fork().findOneOrFail(Attempt, { id: made.offers[0]?.offerId ?? '' })
    : null
}
