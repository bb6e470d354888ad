import type { SmallTaskCaps } from '@aiigo/chain'
import { accessOf, offersAtOnce } from '@aiigo/domain'
import { type LiveIndex, type MatchRequest, MOST_PROVIDERS, requestOf, summarize, tieSeedOf } from '@aiigo/matching'
import { queues } from '@aiigo/queue'
import type { Logger } from '@aiigo/service'
import {
  type JobToMatch,
  jobsToMatch,
  type OfferOutcome,
  type OfferRequest,
  offerJobs,
  recordNoNodeFits,
  type Storage,
  type TierLooks,
} from '@aiigo/storage'
import { createBatcher } from './createBatcher.js'
import { createShare } from './createShare.js'
import { spreadReplicas } from './spreadReplicas.js'

export interface MatchEngine {
  /**
   * Offers a QUEUED job to the best nodes that can be had; when none fits, says why and leaves it to the regular sweep
   * to search again.
   */
  match(jobId: string): Promise<void>
}

export interface MatchEngineDeps {
  storage: Storage
  matchIndex: LiveIndex
  /** Above them a task is not for BASIC nodes. */
  smallTaskCaps: SmallTaskCaps
  /** In which order tiers are looked at; absent: all at once. */
  tiers?: TierLooks | undefined
  log: Logger
  /** Time to answer an offer, seconds. */
  offerSeconds: number
}

interface Search {
  job: JobToMatch
  request: MatchRequest
}

/** Jobs offered in one statement at most. */
const MAX_BATCH = 64
/**
 * Nodes tried for a job beyond those wanted, when others are faster to reserve; twice as many in each further round.
 */
const SPARE_CANDIDATES = 7
/** Searches in the match index for a job before it is left to the sweep. */
const MAX_ROUNDS = 6
/** Time to wait for another process's commit, milliseconds. */
const REST_MS = 5
/**
 * Explaining looks at every node: this long in one batch at most, milliseconds. The others keep the reason they have.
 */
const EXPLAIN_BUDGET_MS = 50

/**
 * Finds nodes in the match index and lets PostgreSQL reserve them. The index is as of the moment of the search, but
 * only the database knows what other processes reserve in the same moment: a job that is refused there is searched for
 * again with the next batch.
 */
export function createMatchEngine({
  storage,
  matchIndex,
  smallTaskCaps,
  tiers,
  log,
  offerSeconds,
}: MatchEngineDeps): MatchEngine {
  const batcher = createBatcher<string>(search, { maxItems: MAX_BATCH, maxRounds: MAX_ROUNDS, restMs: REST_MS })
  const share = createShare({
    storage,
    onError: (err) => log.warn({ err }, 'the other matching workers are not known'),
  })

  async function search(jobIds: readonly string[], roundOf: (jobId: string) => number): Promise<Iterable<string>> {
    const [found] = await Promise.all([
      jobsToMatch(storage.fork(), jobIds),
      matchIndex.refresh(),
      tiers?.refresh(),
      share.refresh(),
    ])
    const { jobs, later } = oneOfEachSet(found)
    const searches = await Promise.all(jobs.map(searchOf))
    const { requests, hopeless } = rankAll(searches, (jobId) => SPARE_CANDIDATES * 2 ** (roundOf(jobId) - 1))
    await explain(hopeless)
    const again = await offer(await spreadReplicas(storage, requests, jobs, SPARE_CANDIDATES + 1))
    for (const { id } of later) again.add(id)
    return again
  }

  function rankAll(
    searches: readonly Search[],
    spareOf: (jobId: string) => number,
  ): { requests: OfferRequest[]; hopeless: Search[] } {
    // Each open offer of a replica keeps an owner from the others.
    const wanted = searches.map(({ job }) => (job.replicaSet === null ? offersAtOnce(job.spec) : 1))
    const answers = matchIndex.matchAll(
      searches.map(({ job, request }, i) => {
        const takes = wanted[i] ?? 1
        return { request, k: takes + spareOf(job.id), takes, looks: tiers?.looksOf(request) }
      }),
      share.current(),
    )
    const requests: OfferRequest[] = []
    const hopeless: Search[] = []
    for (const [i, search] of searches.entries()) {
      const ranked = answers[i]?.ranked ?? []
      if (ranked.length === 0) hopeless.push(search)
      else {
        const candidates = ranked.map(({ nodeId, rate, total, terms, weights, penalty }) => ({
          nodeId,
          rate,
          score: { total, terms, weights, penalty },
        }))
        requests.push({ jobId: search.job.id, wanted: wanted[i] ?? 1, seconds: offerSeconds, candidates })
      }
    }
    return { requests, hopeless }
  }

  /** @returns jobs that have to look again */
  async function offer(requests: readonly OfferRequest[]): Promise<Set<string>> {
    const again = new Set<string>()
    if (requests.length === 0) return again
    const outcomes = await offerJobs(storage, requests, queues.offerTimeout.name)
    for (const [jobId, outcome] of outcomes) {
      if (outcome.outcome === 'OFFERED') log.info({ jobId, offers: outcome.offers }, 'offered')
      else if (outcome.outcome !== 'MOVED') again.add(jobId)
    }
    share.record({ jobs: requests.length, passedOver: requests.filter((one) => passedOver(one, outcomes)).length })
    return again
  }

  async function explain(searches: readonly Search[]): Promise<void> {
    const end = performance.now() + EXPLAIN_BUDGET_MS
    for (const { job, request } of searches) {
      if (performance.now() > end) return
      const explanation = matchIndex.explain(request, 0)
      // Nodes that others of the batch were to have: the sweep sees what is left.
      if (explanation.matched > 0) continue
      const reason = summarize(explanation)
      await recordNoNodeFits(storage.fork(), job.id, reason)
      log.debug({ jobId: job.id, reason }, 'no node fits')
    }
  }

  async function searchOf(job: JobToMatch): Promise<Search> {
    const { id, buyer, token, maxRate, budget, spec, tried } = job
    const access = accessOf(budget, await smallTaskCaps(token), spec.resources.contract)
    const request = {
      ...requestOf(spec, { buyer, token, maxRate, access, tried, otherProviders: ownersOf(job) }),
      // Among equals another one comes first for each job, and for each of its tries.
      tieSeed: tieSeedOf(`${id}:${tried.length}`),
      startAt: Date.now(),
      seconds: spec.limits.seconds,
    }
    return { job, request }
  }

  return { match: (jobId) => batcher.add(jobId) }
}

/** The first replica of each set, and those that are searched for when its owner is known. */
function oneOfEachSet(found: readonly JobToMatch[]): { jobs: JobToMatch[]; later: JobToMatch[] } {
  const firsts = new Map(found.map((job) => [job.replicaSet ?? job.id, job] as const).reverse())
  const isFirst = (job: JobToMatch): boolean => firsts.get(job.replicaSet ?? job.id) === job
  return { jobs: found.filter(isFirst), later: found.filter((job) => !isFirst(job)) }
}

/** Owners of a job's other replicas. */
const ownersOf = ({ replicas }: JobToMatch): string[] =>
  [...new Set(replicas.map(({ provider }) => provider))].slice(0, MOST_PROVIDERS)

/** Whether a job did not get the first of its candidates. */
function passedOver({ jobId, wanted, candidates }: OfferRequest, outcomes: ReadonlyMap<string, OfferOutcome>): boolean {
  const outcome = outcomes.get(jobId)
  if (outcome?.outcome === 'NONE') return true
  const first = candidates.slice(0, wanted).map(({ nodeId }) => nodeId)
  return outcome?.outcome === 'OFFERED' && outcome.offers.some(({ nodeId }) => !first.includes(nodeId))
}
