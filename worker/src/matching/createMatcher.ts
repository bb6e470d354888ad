import { setTimeout as sleep } from 'node:timers/promises'
import { offersAtOnce } from '@aiigo/domain'
import { type LiveIndex, type MatchRequest, requestOf, summarize, tieSeedOf } from '@aiigo/matching'
import type { Logger } from '@aiigo/service'
import { Job, type JobToMatch, jobsToMatch, type OfferRequest, offerJobs, type Storage } from '@aiigo/storage'
import { createBatcher } from './createBatcher.js'

export interface Matcher {
  /** Offers a QUEUED job to the best nodes that can be had; when none fits, says why and leaves it to the regular sweep to search again. */
  match(jobId: string): Promise<void>
}

export interface MatcherDeps {
  storage: Storage
  index: LiveIndex
  log: Logger
  /** Time to answer an offer, seconds. */
  offerSeconds: number
}

/** Jobs offered in one statement at most. */
const MAX_BATCH = 64
/** Nodes tried for a job beyond those wanted, when others are faster to reserve; twice as many in each further round. */
const SPARE_CANDIDATES = 4
/** Looks at the index for a job before it is left to the sweep. */
const MAX_ROUNDS = 5
/** Between two rounds somebody else's commit is waited for, milliseconds, longer each time. */
const ROUND_MS = 4
/** Explaining looks at every node: this long in one batch at most, milliseconds. The others keep the reason they have. */
const EXPLAIN_BUDGET_MS = 50

/**
 * Finds nodes in the index and lets PostgreSQL confirm them. The index is as of the moment of the search, but only the database knows what
 * other processes take in the same moment: whoever is refused there looks again.
 */
export function createMatcher({ storage, index, log, offerSeconds }: MatcherDeps): Matcher {
  const batcher = createBatcher<string>(search, { maxItems: MAX_BATCH })

  async function search(jobIds: readonly string[]): Promise<void> {
    const [jobs] = await Promise.all([jobsToMatch(storage.fork(), jobIds), index.refresh()])
    let open = jobs
    for (let round = 1; open.length > 0; round++) {
      const { requests, hopeless } = rankAll(open, SPARE_CANDIDATES * 2 ** (round - 1))
      await explain(hopeless)
      if (requests.length === 0) return
      const again = await offer(requests)
      open = open.filter(({ id }) => again.has(id))
      if (open.length === 0) return
      if (round === MAX_ROUNDS) {
        log.debug({ jobs: open.map(({ id }) => id) }, 'others were faster each time; the sweep searches again')
        return
      }
      await sleep(Math.random() * ROUND_MS * round)
      await index.refresh()
    }
  }

  function rankAll(
    jobs: readonly JobToMatch[],
    spare: number,
  ): { requests: OfferRequest[]; hopeless: JobToMatch[] } {
    const wanted = jobs.map(({ spec }) => offersAtOnce(spec))
    const answers = index.matchAll(
      jobs.map((job, i) => ({ request: searchOf(job), k: (wanted[i] ?? 1) + spare, takes: wanted[i] ?? 1 })),
    )
    const requests: OfferRequest[] = []
    const hopeless: JobToMatch[] = []
    for (const [i, job] of jobs.entries()) {
      const ranked = answers[i]?.ranked ?? []
      if (ranked.length === 0) hopeless.push(job)
      else {
        const candidates = ranked.map(({ nodeId, rate, total, terms, weights, penalty }) => ({
          nodeId,
          rate,
          score: { total, terms, weights, penalty },
        }))
        requests.push({ jobId: job.id, wanted: wanted[i] ?? 1, seconds: offerSeconds, candidates })
      }
    }
    return { requests, hopeless }
  }

  /** @returns jobs that have to look again */
  async function offer(requests: readonly OfferRequest[]): Promise<Set<string>> {
    const again = new Set<string>()
    for (const [jobId, outcome] of await offerJobs(storage, requests)) {
      if (outcome.outcome === 'OFFERED') log.info({ jobId, offers: outcome.offers }, 'offered')
      else if (outcome.outcome !== 'MOVED') again.add(jobId)
    }
    return again
  }

  async function explain(jobs: readonly JobToMatch[]): Promise<void> {
    const end = performance.now() + EXPLAIN_BUDGET_MS
    for (const job of jobs) {
      if (performance.now() > end) return
      const explanation = index.explain(searchOf(job), 0)
      // Nodes that others of the batch were to have: the sweep sees what is left.
      if (explanation.matched > 0) continue
      const reason = summarize(explanation)
      const set = { reasonCode: 'NO_NODE_FITS', reason }
      await storage.fork().nativeUpdate(Job, { id: job.id, state: 'QUEUED' }, set)
      log.debug({ jobId: job.id, reason }, 'no node fits')
    }
  }

  return { match: (jobId) => batcher.add(jobId) }
}

function searchOf({ id, buyer, token, maxRate, spec, tried }: JobToMatch): MatchRequest {
  return {
    ...requestOf(spec, { buyer, token, maxRate, tried }),
    // Among equals another one comes first for each job, and for each of its tries.
    tieSeed: tieSeedOf(`${id}:${tried.length}`),
    startAt: Date.now(),
    seconds: spec.limits.seconds,
  }
}
