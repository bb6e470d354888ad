import { AsyncLocalStorage } from 'node:async_hooks'
import { isDeepStrictEqual } from 'node:util'
import {
  Attempt,
  type AttemptOnChain,
  createTurns,
  type EntityManager,
  holdRows,
  inTransaction,
  Job,
  loadRow,
  loadRows,
  lockJobs,
  type Storage,
  type TaskFacts,
  withdrawOffers,
} from '@aiigo/storage'
import { extendedTo } from '../chain/dueOf.js'
import { NO_VALUES, type TaskValues } from '../chain/knownTask.js'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { applyStep, DEPOSIT_GONE, type Draft, must, writeRest } from './applyStep.js'
import type { AttemptView, JobView, Step } from './catchUp.js'

/** A job whose record has caught up with the chain. */
export interface Standing {
  job: Job
  /** The attempt that has not ended. */
  attempt: Attempt | null
  task: TaskOnChain
}

export interface Following {
  /** Pure: called under the lock of the job's row, and before it by those who look first. */
  decide(job: JobView, attempt: AttemptView | null): readonly Step[]
  /** Whether an end of the job that is not on chain counts as taken back; left out: it does not. */
  isProvisional?(job: Job): boolean
  /** Block of which the task was read. */
  readBlock: number
  /** Recorded with the steps. */
  values?: TaskValues
  /** Recorded with or without steps. */
  facts?(job: Job): TaskFacts
  /** Whether values are recorded with steps alone: they are of a moment that may be past. Default: false. */
  valuesNeedSteps?: boolean
  /** Whether an older block than that of the record's last step counts: the chain is shorter now. Default: false. */
  acceptsOlder?: boolean
}

const isOlder = ({ readBlock: last }: Job, { readBlock, acceptsOlder = false }: Following): boolean =>
  !acceptsOlder && last != null && readBlock < last

/** A look at a task that waits for its turn. */
interface Look {
  readonly deps: WorkerDeps
  readonly jobId: string
  readonly task: TaskOnChain
  readonly following: Following
  /** Runs something as its caller: with the cause, the trace and the fields of the log that the caller has. */
  readonly asCaller: ReturnType<typeof AsyncLocalStorage.snapshot>
  readonly standing: PromiseWithResolvers<Standing | null>
}

/** Jobs moved in one transaction, whose rows stay locked until its end. */
const MOST_TOGETHER = 64

const turns = createTurns<Look[]>({
  make: () => [],
  run: (storage, looks) => void followTogether(storage, looks),
})

/**
 * Moves a job's record by the steps that were decided for its task, in one transaction with the messages and events
 * that follow from them. Jobs that are looked at in the same turn share a transaction: a block moves many at once. One
 * that fails there is tried alone, so that it holds up no other.
 * @returns null when the record has been moved by a later block than the one of which the task was read
 */
export function followTask(
  deps: WorkerDeps,
  jobId: string,
  task: TaskOnChain,
  following: Following,
): Promise<Standing | null> {
  const standing = Promise.withResolvers<Standing | null>()
  // A second look at a job sees what the first has written.
  const looks = turns(
    deps.storage,
    (open) => open.length < MOST_TOGETHER && open.every((other) => other.jobId !== jobId),
  )
  looks.push({ deps, jobId, task, following, asCaller: AsyncLocalStorage.snapshot(), standing })
  return standing.promise
}

async function followTogether(storage: Storage, looks: readonly Look[]): Promise<void> {
  try {
    const standings = await followAll(storage, looks)
    looks.forEach(({ standing }, index) => void standing.resolve(standings[index] ?? null))
  } catch (error) {
    const [only] = looks
    if (looks.length === 1) only?.standing.reject(error)
    else await Promise.all(looks.map((look) => followTogether(storage, [look])))
  }
}

function followAll(storage: Storage, looks: readonly Look[]): Promise<(Standing | null)[]> {
  return inTransaction(storage, async (em) => {
    const ids = looks.map(({ jobId }) => jobId)
    const jobs = new Map((await lockJobs(em, ids)).map((job) => [job.id, job]))
    const attempts = await em.find(Attempt, { jobId: { $in: ids }, endedAt: null }, { refresh: true })
    holdRows(em, [...jobs.values(), ...attempts])
    const byJob = Map.groupBy(attempts, ({ jobId }) => jobId)
    const standings: (Standing | null)[] = []
    for (const look of looks) {
      const job = must(jobs.get(look.jobId) ?? null)
      standings.push(await look.asCaller(() => follow(em, job, byJob.get(job.id) ?? [], look)))
    }
    return standings
  })
}

/** @param open the job's attempts that have not ended */
async function follow(em: EntityManager, job: Job, open: readonly Attempt[], look: Look): Promise<Standing | null> {
  const { deps, task, following } = look
  const { decide, isProvisional = () => false, values = NO_VALUES, valuesNeedSteps = false, readBlock } = following
  if (isOlder(job, following)) return null
  const attempt = attemptThatCounts(open)
  const steps = decide(viewOfJob(job, isProvisional(job)), attempt ? viewOfAttempt(attempt) : null)
  const draft: Draft = { job, attempt, facts: following.facts?.(job) ?? {}, onChain: null }
  if (steps.length > 0) draft.facts = { ...draft.facts, readBlock }
  // So that any process can make the next call without the subgraph.
  if (steps.length > 0 || !valuesNeedSteps) addValues(draft, task, values)
  for (const step of steps) await applyStep(em, draft, step, readBlock)
  await writeRest(em, draft)
  if (draft.job.state !== 'MATCHED' && open.some(({ state }) => state === 'OFFERED')) {
    const { reason, reasonCode } = draft.job
    const why = { reason: reason ?? 'the job went another way', reasonCode: reasonCode ?? null }
    await withdrawOffers(em, job.id, why, open)
  }
  if (steps.length > 0) {
    const kinds = steps.map(({ kind }) => kind)
    deps.log.info({ jobId: job.id, task: task.state, state: draft.job.state, steps: kinds }, 'caught up with the chain')
  }
  return { job: draft.job, attempt: draft.attempt, task }
}

/** Adds the values that the record lacks to what is written. */
function addValues(draft: Draft, task: TaskOnChain, { terms, onChain }: TaskValues): void {
  const { job, attempt } = draft
  if (lacksTerms(job, terms)) draft.facts = { ...draft.facts, terms }
  if (attempt && onChain && lacksValues(attempt, task, onChain)) draft.onChain = onChain
}

const lacksTerms = (job: Job, terms: number | null): boolean => terms !== null && terms !== job.terms

const lacksValues = (attempt: Attempt, task: TaskOnChain, onChain: AttemptOnChain): boolean =>
  attempt.number === task.attempt && !isDeepStrictEqual(onChain, attempt.onChain)

/** A job's record that agrees with its task, read without a lock; null when there is something to do. */
export async function agreeing(
  { storage }: WorkerDeps,
  jobId: string,
  task: TaskOnChain,
  following: Following,
): Promise<Standing | null> {
  const { decide, isProvisional = () => false, values = NO_VALUES, facts = () => ({}) } = following
  // The attempts first: a job that moves in between is further than they are, which shows as a difference.
  const open = (await loadRows(storage, Attempt, 'jobId', jobId)).filter(({ endedAt }) => !endedAt)
  const attempt = attemptThatCounts(open)
  const job = must(await loadRow(storage, Job, jobId))
  const isBehind =
    isOlder(job, following) ||
    lacksTerms(job, values.terms) ||
    Object.keys(facts(job)).length > 0 ||
    (attempt && values.onChain && lacksValues(attempt, task, values.onChain)) ||
    (job.state !== 'MATCHED' && open.some(({ state }) => state === 'OFFERED')) ||
    decide(viewOfJob(job, isProvisional(job)), attempt && viewOfAttempt(attempt)).length > 0
  return isBehind ? null : { job, attempt, task }
}

/** Several nodes may be asked at once; the one that has accepted is the one that counts, or else the last one asked. */
export function attemptThatCounts(open: readonly Attempt[]): Attempt | null {
  const latest = open.toSorted((a, b) => b.offeredAt.getTime() - a.offeredAt.getTime())
  return latest.find(({ state }) => state !== 'OFFERED') ?? latest[0] ?? null
}

export function viewOfJob(job: Job, provisional: boolean): JobView {
  const { state, attempts, maxAttempts, workSeconds, windowSeconds, refunded } = job
  return {
    state,
    attempts,
    maxAttempts,
    workSeconds,
    windowSeconds,
    refunded,
    provisional,
    depositGone: job.reasonCode === DEPOSIT_GONE,
    dueAt: job.dueAt ?? null,
    settleAfter: job.settleAfter ?? null,
  }
}

export function viewOfAttempt(attempt: Attempt): AttemptView {
  const { state, nodeId, number } = attempt
  return { state, nodeId, number: number ?? null, extendedTo: extendedTo(attempt) }
}
