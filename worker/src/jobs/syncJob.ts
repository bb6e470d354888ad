import { RetryableError } from '@aiigo/domain'
import { message } from '@aiigo/queue'
import {
  Attempt,
  type EntityManager,
  enqueue,
  enqueueMatch,
  FUNDED_LATE,
  inTransaction,
  Job,
  lockJob,
  moveAttempt,
  moveJob,
  requeueJob,
  withdrawOffers,
} from '@aiigo/storage'
import type { Hex } from 'viem'
import { withDetails } from '../chain/knownTask.js'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import { type AttemptView, catchUp, type JobView, type Step } from '../decisions/catchUp.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Where a job stands once our record has caught up with the chain. */
export interface Standing {
  job: Job
  /** The attempt that has not ended. */
  attempt: Attempt | null
  task: TaskOnChain
}

/** Deadlines on chain are inclusive: one second later they have passed. */
const PAST_MS = 1_000

/**
 * Reads a job's task from the chain and moves our record to where it is. Everything that follows (messages, events) is written in the
 * same transaction. Runs as often as anyone likes.
 * @returns null when there is no such job
 */
export async function syncJob(deps: WorkerDeps, jobId: string): Promise<Standing | null> {
  const known = await deps.storage.fork().findOne(Job, { id: jobId })
  if (!known) return null
  const task = await readTask(deps, known)
  return follow(deps, jobId, task, (job, attempt) => catchUp(job, attempt, task))
}

/**
 * The contract's word, completed by the subgraph where catching up needs more than that. A subgraph that is behind, or away, only
 * delays the step that needs it: it is taken when `chain-sync` hears of the task, or a deadline rings.
 */
async function readTask(deps: WorkerDeps, job: Job): Promise<TaskOnChain> {
  const taskId = job.taskId as Hex
  const task = await deps.marketplace.task(taskId)
  const delivered = task.state === 'SUBMITTED' || task.state === 'DISPUTED'
  const needed = (task.attempt > 0 && job.state === 'MATCHED') || (delivered && !job.settleAfter)
  if (!needed) return task
  try {
    return await withDetails(deps, taskId, task)
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error
    deps.log.warn({ err: error, jobId: job.id }, 'the subgraph could not be asked about a task')
    return task
  }
}

/**
 * Ends a job whose deposit the chain does not have and can't get any more, wherever the job stands: it never came, or a
 * reorganisation took it away.
 */
export async function endUnfunded(deps: WorkerDeps, { job, task }: Standing): Promise<Standing | null> {
  if (task.state !== 'NONE') return null
  const why = { reasonCode: 'NOT_FUNDED', reason: 'the chain does not have the deposit, and the time to fund is over' }
  return follow(deps, job.id, task, (now, attempt) => {
    if (now.state === 'SUBMITTED') return [{ kind: 'job', to: 'TIMED_OUT', ...why }]
    // As a task that expired; there is just nothing to return.
    const steps = catchUp(now, attempt, { ...task, state: 'EXPIRED' })
    return steps.map((step) => ('reason' in step && step.kind !== 'attempt' ? { ...step, ...why } : step))
  })
}

async function follow(
  { storage, log }: WorkerDeps,
  jobId: string,
  task: TaskOnChain,
  decide: (job: JobView, attempt: AttemptView | null) => readonly Step[],
): Promise<Standing> {
  return inTransaction(storage, async (em) => {
    let job = must(await lockJob(em, jobId))
    const open = await em.find(Attempt, { jobId, endedAt: null }, { refresh: true, orderBy: { offeredAt: 'desc' } })
    // Several nodes may be asked at once; the one that has accepted is the one that counts.
    let attempt = open.find(({ state }) => state !== 'OFFERED') ?? open[0] ?? null
    const steps = decide(viewOfJob(job), attempt ? viewOfAttempt(attempt) : null)
    for (const step of steps) {
      const moved = await apply(em, job, attempt, step)
      job = moved.job
      attempt = moved.attempt
    }
    if (job.state !== 'MATCHED' && open.length > 0) {
      await withdrawOffers(em, jobId, {
        reason: job.reason ?? 'the job went another way',
        reasonCode: job.reasonCode ?? null,
      })
    }
    if (steps.length > 0) {
      log.info(
        { jobId, task: task.state, state: job.state, steps: steps.map(({ kind }) => kind) },
        'caught up with the chain',
      )
    }
    return { job, attempt, task }
  })
}

export function viewOfJob(job: Job): JobView {
  const { state, attempts, maxAttempts, workSeconds, windowSeconds, refunded } = job
  return {
    state,
    attempts,
    maxAttempts,
    workSeconds,
    windowSeconds,
    refunded,
    dueAt: job.dueAt ?? null,
    settleAfter: job.settleAfter ?? null,
  }
}

function viewOfAttempt({ state, nodeId, number }: Attempt): AttemptView {
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
      const moved = must(await moveJob(em, job, step.to, reasonsOf(step)))
      if (step.to === 'QUEUED') {
        await enqueueMatch(em, job.id, 'match')
        await enqueue(em, message('expire', { jobId: job.id }, { delayUntil: past(job.assignBy) }))
      }
      return { job: moved, attempt }
    }
    case 'requeue':
      return { job: must(await requeueJob(em, job, 'match', reasonsOf(step))), attempt }
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
      await enqueue(em, message('execution-watch', { offerId: moved.id }, { delayUntil: past(dueAt) }))
      return { job: must(assigned), attempt: moved }
    }
    case 'submitted': {
      const result = job.result ? { ...job.result, cost: step.cost } : null
      await em.nativeUpdate(Job, { id: job.id }, { settleAfter: step.settleAfter, result, updatedAt: new Date() })
      await enqueue(em, message('settle', { jobId: job.id }, { delayUntil: step.settleAfter, distinguish: ['window'] }))
      break
    }
    case 'refunded':
      await em.nativeUpdate(Job, { id: job.id }, { refunded: true, updatedAt: new Date() })
      break
    case 'expireLater':
      if (job.state !== 'FAILED') {
        const reason =
          'the deposit arrived after the job had ended; it is returned when the time to find a node is over, or by cancelling'
        await em.nativeUpdate(Job, { id: job.id }, { reasonCode: FUNDED_LATE, reason, updatedAt: new Date() })
      }
      await enqueue(em, message('expire', { jobId: job.id }, { delayUntil: past(job.assignBy), distinguish: ['late'] }))
      break
  }
  return { job: await em.findOneOrFail(Job, { id: job.id }, { refresh: true }), attempt }
}

const past = (deadline: Date): Date => new Date(deadline.getTime() + PAST_MS)

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
