import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { afterDeadline, RetryableError } from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import {
  Attempt,
  type AttemptOnChain,
  announceJobReason,
  type EntityManager,
  enqueue,
  enqueueMatch,
  FUNDED_LATE,
  inTransaction,
  Job,
  lockJob,
  moveAttempt,
  moveJob,
  NOT_FUNDED,
  recordJobReason,
  recordOnChain,
  recordTaskFacts,
  requeueJob,
  voidApproval,
  withdrawOffers,
} from '@aiigo/storage'
import { NO_VALUES, type TaskValues } from '../chain/knownTask.js'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import type { AttemptView, JobView, Step } from './catchUp.js'
import { problemOfBill } from './problemOfBill.js'

const DEPOSIT_GONE = 'DEPOSIT_GONE'
const DEPOSIT_GONE_REASON =
  'a reorganisation of the chain took the deposit out; nobody is paid for this job until the chain has it again'

/** A job whose record has caught up with the chain. */
export interface Standing {
  job: Job
  /** The attempt that has not ended. */
  attempt: Attempt | null
  task: TaskOnChain
}

export interface Following {
  /** Pure: called before the job's row is locked, and again under the lock when it gave steps. */
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

/**
 * Moves a job's record by the steps that were decided for its task, in one transaction with the messages and events
 * that follow from them.
 * @returns null when the record has been moved by a later block than the one of which the task was read
 */
export async function followTask(
  deps: WorkerDeps,
  jobId: string,
  task: TaskOnChain,
  following: Following,
): Promise<Standing | null> {
  // Most looks find nothing to do; they take no lock.
  return (await agreeing(deps, jobId, task, following)) ?? move(deps, jobId, task, following)
}

const isOlder = ({ readBlock: last }: Job, { readBlock, acceptsOlder = false }: Following): boolean =>
  !acceptsOlder && last != null && readBlock < last

async function move(
  { storage, log }: WorkerDeps,
  jobId: string,
  task: TaskOnChain,
  following: Following,
): Promise<Standing | null> {
  const { decide, isProvisional = () => false, values = NO_VALUES, valuesNeedSteps = false, readBlock } = following
  return inTransaction(storage, async (em) => {
    let job = must(await lockJob(em, jobId))
    if (isOlder(job, following)) return null
    const found = await openAttempts(em, jobId)
    const { open } = found
    let { attempt } = found
    const steps = decide(viewOfJob(job, isProvisional(job)), attempt ? viewOfAttempt(attempt) : null)
    for (const step of steps) {
      const moved = await apply(em, job, attempt, step)
      job = moved.job
      attempt = moved.attempt
    }
    if (job.state !== 'MATCHED' && open.some(({ state }) => state === 'OFFERED')) {
      await withdrawOffers(em, jobId, {
        reason: job.reason ?? 'the job went another way',
        reasonCode: job.reasonCode ?? null,
      })
    }
    if (steps.length > 0 || !valuesNeedSteps) await recordValues(em, job, attempt, task, values)
    if (steps.length > 0) {
      job = await recordTaskFacts(em, job.id, { readBlock })
      log.info(
        { jobId, task: task.state, state: job.state, steps: steps.map(({ kind }) => kind) },
        'caught up with the chain',
      )
    }
    return { job, attempt, task }
  })
}

/** Writes the values that the record lacks, so that any process can make the next call without the subgraph. */
async function recordValues(
  em: EntityManager,
  job: Job,
  attempt: Attempt | null,
  task: TaskOnChain,
  { terms, onChain }: TaskValues,
): Promise<void> {
  if (lacksTerms(job, terms)) await recordTaskFacts(em, job.id, { terms })
  if (attempt && onChain && lacksValues(attempt, task, onChain)) await recordOnChain(em, attempt.id, onChain)
}

const lacksTerms = (job: Job, terms: number | null): boolean => terms !== null && terms !== job.terms

const lacksValues = (attempt: Attempt, task: TaskOnChain, onChain: AttemptOnChain): boolean =>
  attempt.number === task.attempt && !isDeepStrictEqual(onChain, attempt.onChain)

/** A job's record that has not been locked, and agrees with its task. */
async function agreeing(
  { storage }: WorkerDeps,
  jobId: string,
  task: TaskOnChain,
  following: Following,
): Promise<Standing | null> {
  const { decide, isProvisional = () => false, values = NO_VALUES, valuesNeedSteps = false } = following
  const em = storage.fork()
  // The attempts first: a job that moves in between is further than they are, which shows as a difference.
  const { open, attempt } = await openAttempts(em, jobId)
  const job = must(await em.findOne(Job, { id: jobId }))
  const lacks =
    lacksTerms(job, values.terms) || (attempt && values.onChain && lacksValues(attempt, task, values.onChain))
  const isBehind =
    isOlder(job, following) ||
    (lacks && !valuesNeedSteps) ||
    (job.state !== 'MATCHED' && open.some(({ state }) => state === 'OFFERED')) ||
    decide(viewOfJob(job, isProvisional(job)), attempt && viewOfAttempt(attempt)).length > 0
  return isBehind ? null : { job, attempt, task }
}

/** Several nodes may be asked at once; the one that has accepted is the one that counts. */
async function openAttempts(em: EntityManager, jobId: string): Promise<{ open: Attempt[]; attempt: Attempt | null }> {
  const open = await em.find(Attempt, { jobId, endedAt: null }, { refresh: true, orderBy: { offeredAt: 'desc' } })
  return { open, attempt: open.find(({ state }) => state !== 'OFFERED') ?? open[0] ?? null }
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

async function apply(
  em: EntityManager,
  job: Job,
  attempt: Attempt | null,
  step: Step,
): Promise<{ job: Job; attempt: Attempt | null }> {
  switch (step.kind) {
    case 'job': {
      // Nothing holds up what is paid.
      const reasons = step.to === 'PAID' && step.reason === null ? { reason: null, reasonCode: null } : reasonsOf(step)
      const moved = must(await moveJob(em, job, step.to, reasons))
      if (step.to === 'QUEUED') {
        await enqueueMatch(em, job.id, queues.match.name)
        await enqueue(
          em,
          message(
            queues.advance,
            { jobId: job.id, cause: 'ASSIGN_DEADLINE' },
            { delayUntil: afterDeadline(job.assignBy) },
          ),
        )
      }
      return { job: moved, attempt }
    }
    case 'requeue':
      return { job: must(await requeueJob(em, job, queues.match.name, reasonsOf(step))), attempt }
    case 'attempt': {
      const moved = must(
        await moveAttempt(em, must(attempt), step.to, step.reason === null ? {} : { reason: step.reason }),
      )
      return { job, attempt: moved.endedAt ? null : moved }
    }
    case 'assigned': {
      const { dueAt } = step
      const moved = must(await moveAttempt(em, must(attempt), 'ASSIGNED', { deadline: dueAt }))
      const assigned = await moveJob(em, job, 'ASSIGNED', {
        set: { attempts: step.attempt, nodeId: moved.nodeId, dueAt },
      })
      // Each attempt has a deadline of its own.
      await enqueue(
        em,
        message(
          queues.advance,
          { jobId: job.id, cause: 'WORK_DUE' },
          { delayUntil: afterDeadline(dueAt), distinguish: [moved.id] },
        ),
      )
      return { job: must(assigned), attempt: moved }
    }
    case 'submitted': {
      const { usage, cost, settleAfter } = step
      const problem = problemOfBill(job, step)
      // The chain's figures are the ones that the window will pay and that a dispute is about.
      const result = job.result ? { ...job.result, usage, cost } : null
      await recordTaskFacts(em, job.id, { settleAfter, result })
      if (problem) await announceJobReason(em, job.id, problem)
      if (problem && job.approval) await voidApproval(em, job.id, job.approval.signature)
      // The buyer was faster than the chain.
      if (!problem && job.approval)
        await enqueue(em, message(queues.advance, { jobId: job.id, cause: 'APPROVED' }, again()))
      // After a reorganisation the result of a job may come again, with another window.
      await enqueue(
        em,
        message(
          queues.advance,
          { jobId: job.id, cause: 'WINDOW_OVER' },
          { delayUntil: step.settleAfter, distinguish: [step.settleAfter.toISOString()] },
        ),
      )
      break
    }
    case 'refunded':
      await recordTaskFacts(em, job.id, { refunded: true })
      break
    case 'takenBack': {
      const reason = 'a reorganisation of the chain took back how the job had ended; it goes on from there'
      const back = must(
        await moveJob(em, job, step.to, {
          ...{ takenBack: true, reason, reasonCode: 'TAKEN_BACK' },
          set: { endedBlock: null, refunded: false },
        }),
      )
      const ended = await em.findOne(Attempt, { jobId: job.id, number: job.attempts }, { refresh: true })
      const isEnd = ended && (ended.state === 'SUCCEEDED' || ended.state === 'REJECTED')
      const reopened = isEnd ? await moveAttempt(em, ended, 'SUBMITTED', { takenBack: true, reason: null }) : attempt
      await enqueue(em, message(queues.advance, { jobId: job.id, cause: 'CHAIN_CHANGED' }, again()))
      return { job: back, attempt: reopened }
    }
    case 'resultLost':
      await recordTaskFacts(em, job.id, { settleAfter: null, ...(step.dueAt ? { dueAt: step.dueAt } : {}) })
      if (attempt) await enqueue(em, message(queues.verify, { offerId: attempt.id }, again()))
      break
    case 'dueMoved':
      await recordTaskFacts(em, job.id, { dueAt: step.dueAt })
      await enqueue(
        em,
        message(
          queues.advance,
          { jobId: job.id, cause: 'WORK_DUE' },
          { delayUntil: afterDeadline(step.dueAt), distinguish: [step.dueAt.toISOString()] },
        ),
      )
      break
    case 'refundLost':
      await recordTaskFacts(em, job.id, { refunded: false, endedBlock: null })
      break
    case 'depositGone':
    case 'depositBack': {
      const gone = step.kind === 'depositGone'
      const reason = gone ? DEPOSIT_GONE_REASON : null
      const reasonCode = gone ? DEPOSIT_GONE : null
      const words = reason ?? 'the chain has the deposit again'
      return { job: await announceJobReason(em, job.id, { reason, reasonCode }, words), attempt }
    }
    case 'expireLater':
      if (job.state !== 'FAILED' || job.reasonCode === NOT_FUNDED) {
        const reason =
          'the deposit arrived after the job had ended; it is returned when the time to find a node is over, or by cancelling'
        await recordJobReason(em, job.id, { reasonCode: FUNDED_LATE, reason })
      }
      await enqueue(
        em,
        message(queues.advance, { jobId: job.id, cause: 'REFUND_DUE' }, { delayUntil: afterDeadline(job.assignBy) }),
      )
      break
  }
  return { job: await em.findOneOrFail(Job, { id: job.id }, { refresh: true }), attempt }
}

/** The chain may take the same thing back twice, so each time is an effect of its own. */
function again(): { distinguish: string[] } {
  return { distinguish: [randomUUID()] }
}

function reasonsOf({ reason, reasonCode }: { reason: string | null; reasonCode: string | null }) {
  return reason === null ? {} : { reason, reasonCode }
}

/** Rows are locked, so a lost comparison means that something moved without the lock; the next try sees it. */
function must<T>(value: T | null): T {
  if (value === null)
    throw new RetryableError(
      'MOVED_MEANWHILE',
      'the job or its attempt was moved by somebody else meanwhile; try again',
    )
  return value
}
