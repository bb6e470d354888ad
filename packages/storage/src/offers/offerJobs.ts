import { jobLifeCycle, NotRetryableError } from '@aiigo/domain'
import { presentCause } from '../db/because.js'
import type { Storage } from '../db/createStorage.js'
import { retryConflicts } from '../db/retryConflicts.js'
import { wakeListeners } from '../db/wakeListeners.js'
import { NODE_CHANGES_TOPIC } from '../nodes/nodeChanges.js'
import type { AttemptScore } from './AttemptScore.js'

/** A node that fits a job. */
export interface OfferCandidate {
  nodeId: string
  /**
   * Its ask, base units of the job's token per million units of usage; a node whose ask has changed is passed over.
   */
  rate: bigint
  score: AttemptScore
}

export interface OfferRequest {
  jobId: string
  /** How many nodes are asked at once. */
  wanted: number
  /** Time to answer, seconds, by the database's clock. */
  seconds: number
  /** Best first. */
  candidates: readonly OfferCandidate[]
}

export interface MadeOffer {
  offerId: string
  nodeId: string
  expiresAt: Date
}

export type OfferOutcome =
  | { outcome: 'OFFERED'; offers: MadeOffer[] }
  /**
   * No candidate could be had: taken by another process this moment, not as it was when it was chosen, or full by now.
   */
  | { outcome: 'NONE'; locked: number; changed: number; full: number }
  /** Another process works on the job at this moment. */
  | { outcome: 'BUSY' }
  /** The job is not QUEUED (any more). */
  | { outcome: 'MOVED' }

interface Row {
  job: string
  outcome: OfferOutcome['outcome']
  offer: string | null
  node: string | null
  expires_at: Date | string | null
  locked: number
  changed: number
  full: number
}

// The results of the database's function for a job.
jobLifeCycle.assert('QUEUED', 'MATCHED')

/**
 * Offers QUEUED jobs to their best nodes that PostgreSQL confirms: job MATCHED, one attempt OFFERED and its units
 * reserved for each node asked, events, and a delayed message that ends the offer. All of it in one statement and one
 * transaction, for any number of jobs. Safe to run in several processes at once: no node is promised beyond its units,
 * no job is offered by two.
 * @param timeoutQueue the queue that ends unanswered offers
 * @returns outcomes by job id
 * @example (await offerJobs(storage, [request], queue)).get(request.jobId) // { outcome: 'OFFERED', offers: [{ offerId,
 * nodeId, expiresAt }] }
 */
export async function offerJobs(
  storage: Storage,
  requests: readonly OfferRequest[],
  timeoutQueue: string,
): Promise<Map<string, OfferOutcome>> {
  if (new Set(requests.map(({ jobId }) => jobId)).size !== requests.length) {
    throw new NotRetryableError('JOB_TWICE', 'expected each job once in a batch of offers')
  }
  const body = requests.map(({ candidates, ...request }) => ({
    ...request,
    // Scores as text: only those of nodes that get an offer are ever parsed.
    candidates: candidates.map(({ nodeId, rate, score }) => ({
      nodeId,
      rate: rate.toString(),
      score: JSON.stringify(score),
    })),
  }))
  const json = JSON.stringify(body)
  const rows = await retryConflicts(() =>
    storage.query<Row>('select * from offer_jobs($1::jsonb, $2, $3)', [json, timeoutQueue, presentCause().cause]),
  )
  const outcomes = new Map<string, OfferOutcome>()
  const topics = new Set<string>()
  for (const row of rows) {
    const made = outcomes.get(row.job)
    if (row.outcome !== 'OFFERED') outcomes.set(row.job, refusal(row))
    else {
      const offer = madeOffer(row)
      if (made?.outcome === 'OFFERED') made.offers.push(offer)
      else {
        outcomes.set(row.job, { outcome: 'OFFERED', offers: [offer] })
        storage.onTransition({ of: 'job', from: 'QUEUED', to: 'MATCHED' })
      }
      storage.onTransition({ of: 'attempt', from: null, to: 'OFFERED' })
      topics.add(`offers:${offer.nodeId}`).add(`job:${row.job}`).add(NODE_CHANGES_TOPIC)
    }
  }
  if (topics.size > 0) await wakeListeners(storage, { topics, outbox: true })
  return outcomes
}

function madeOffer({ offer, node, expires_at }: Row): MadeOffer {
  return { offerId: offer as string, nodeId: node as string, expiresAt: new Date(expires_at as Date | string) }
}

function refusal({ outcome, locked, changed, full }: Row): OfferOutcome {
  return outcome === 'NONE' ? { outcome, locked, changed, full } : { outcome: outcome as 'BUSY' | 'MOVED' }
}
