import { isDeepStrictEqual } from 'node:util'
import {
  Attempt,
  type AttemptOnChain,
  type EntityManager,
  inTransaction,
  Job,
  lockJob,
  withdrawOffers,
} from '@aiigo/storage'
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
  /** Whether values are recorded with steps alone: they are of a moment that may be past. Default: false. */
  valuesNeedSteps?: boolean
  /** Whether an older block than that of the record's last step counts: the chain is shorter now. Default: false. */
  acceptsOlder?: boolean
}

const isOlder = ({ readBlock: last }: Job, { readBlock, acceptsOlder = false }: Following): boolean =>
  !acceptsOlder && last != null && readBlock < last

/**
 * Moves a job's record by the steps that were decided for its task, in one transaction with the messages and events
 * that follow from them.
 * @returns null when the record has been moved by a later block than the one of which the task was read
 */
export async function followTask(
  { storage, log }: WorkerDeps,
  jobId: string,
  task: TaskOnChain,
  following: Following,
): Promise<Standing | null> {
  const { decide, isProvisional = () => false, values = NO_VALUES, valuesNeedSteps = false, readBlock } = following
  return inTransaction(storage, async (em) => {
    const job = must(await lockJob(em, jobId))
    if (isOlder(job, following)) return null
    const { open, attempt } = await openAttempts(em, jobId)
    const steps = decide(viewOfJob(job, isProvisional(job)), attempt ? viewOfAttempt(attempt) : null)
    const draft: Draft = { job, attempt, facts: steps.length > 0 ? { readBlock } : {}, onChain: null }
    // So that any process can make the next call without the subgraph.
    if (steps.length > 0 || !valuesNeedSteps) addValues(draft, task, values)
    for (const step of steps) await applyStep(em, draft, step, readBlock)
    await writeRest(em, draft)
    if (draft.job.state !== 'MATCHED' && open.some(({ state }) => state === 'OFFERED')) {
      const { reason, reasonCode } = draft.job
      await withdrawOffers(em, jobId, {
        reason: reason ?? 'the job went another way',
        reasonCode: reasonCode ?? null,
      })
    }
    if (steps.length > 0) {
      log.info(
        { jobId, task: task.state, state: draft.job.state, steps: steps.map(({ kind }) => kind) },
        'caught up with the chain',
      )
    }
    return { job: draft.job, attempt: draft.attempt, task }
  })
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
  const { decide, isProvisional = () => false, values = NO_VALUES } = following
  const em = storage.fork()
  // The attempts first: a job that moves in between is further than they are, which shows as a difference.
  const { open, attempt } = await openAttempts(em, jobId)
  const job = must(await em.findOne(Job, { id: jobId }))
  const isBehind =
    isOlder(job, following) ||
    lacksTerms(job, values.terms) ||
    (attempt && values.onChain && lacksValues(attempt, task, values.onChain)) ||
    (job.state !== 'MATCHED' && open.some(({ state }) => state === 'OFFERED')) ||
    decide(viewOfJob(job, isProvisional(job)), attempt && viewOfAttempt(attempt)).length > 0
  return isBehind ? null : { job, attempt, task }
}

async function openAttempts(em: EntityManager, jobId: string): Promise<{ open: Attempt[]; attempt: Attempt | null }> {
  const open = await em.find(Attempt, { jobId, endedAt: null }, { refresh: true })
  return { open, attempt: attemptThatCounts(open) }
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

export function viewOfAttempt({ state, nodeId, number }: Attempt): AttemptView {
  return { state, nodeId, number: number ?? null }
}
