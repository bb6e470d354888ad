import { type AttemptState, type JobState, jobLifeCycle, ON_CHAIN_ATTEMPT_STATES, type Ruling } from '@aiigo/domain'
import { dueOf } from '../chain/dueOf.js'
import type { Bill, TaskOnChain } from '../chain/TaskOnChain.js'

/** The facts that `catchUp` reads of a job. */
export interface JobView {
  state: JobState
  /** Last attempt that reached the chain, by the job's record. */
  attempts: number
  maxAttempts: number
  workSeconds: number
  windowSeconds: number
  /** When the running attempt's result is due. */
  dueAt: Date | null
  /** Known once the result is on chain and indexed. */
  settleAfter: Date | null
  refunded: boolean
  /** Whether an end of the job that is not on chain counts as taken back. */
  provisional: boolean
  /** Whether buyer and provider got the event that the deposit is not on chain any more. */
  depositGone: boolean
}

/** The facts that `catchUp` reads of the job's open attempt, if there is one. */
export interface AttemptView {
  state: AttemptState
  nodeId: string
  /** On-chain number; null before acceptance. */
  number: number | null
  /** Deadline that the buyer has moved by an extension, as the record has it; null where it has not. */
  extendedTo: Date | null
}

/** One move that brings the job's record closer to the chain. */
export type Step =
  | { kind: 'job'; to: JobState; reasonCode: string | null; reason: string | null }
  /** Back to the search. */
  | { kind: 'requeue'; reasonCode: string; reason: string }
  | { kind: 'attempt'; to: AttemptState; reason: string | null }
  /** The attempt is on chain with this number, due then. */
  | { kind: 'assigned'; attempt: number; dueAt: Date }
  /** The result is on chain. */
  | ({ kind: 'submitted' } & Bill)
  /** The chain has returned the deposit. */
  | { kind: 'refunded' }
  /** The chain has taken the end of the job back: it waits again for a settlement, or for a ruling. */
  | { kind: 'takenBack'; to: 'VERIFYING' | 'DISPUTED' }
  /** The chain has lost a result that it had: it is relayed again. */
  | { kind: 'resultLost'; dueAt: Date | null }
  /** The assignment is in another block than before, with another deadline. */
  | { kind: 'dueMoved'; dueAt: Date }
  /** The chain has lost a refund that it had made, perhaps with the deposit. */
  | { kind: 'refundLost' }
  /** The deposit of a running job is not on chain any more, or is there again. */
  | { kind: 'depositGone' }
  | { kind: 'depositBack' }
  /** A job that had ended got a deposit: the worker refunds it when the contract allows it. */
  | { kind: 'expireLater' }

const FOR_PROVIDER: readonly (Ruling | null)[] = ['PROVIDER', 'TIMED_OUT']
const FOR_BUYER: readonly (Ruling | null)[] = ['BUYER', 'MISUSE']
const RULED_AGAINST = 'a panel of arbitrators did not let the result stand'
const RULINGS_IN_WORDS: Record<Ruling, string> = {
  PROVIDER: 'the arbitrators ruled for the provider',
  BUYER: 'the arbitrators ruled for the buyer',
  MISUSE: 'the arbitrators ruled for the buyer and found misuse; the node is banned',
  TIMED_OUT: 'the arbitrators did not rule in time, so the result is paid as submitted',
}

const RUNNING: readonly JobState[] = ['ASSIGNED', 'EXECUTING', 'VERIFYING']
const ENDED = jobLifeCycle.states.filter((state) => jobLifeCycle.isFinal(state))

/**
 * The steps that bring a job's record to the state of its task on chain. This function alone maps the task's life cycle
 * to the job's. The chain decides, independently of the account that moved the task (the platform, the buyer, a
 * provider, a stranger). After the steps were applied, another call gives none. A chain that has lost blocks takes back
 * the end of a provisional job, a refund or a result. A lost funding or assignment is mined again, or a deadline ends
 * the job.
 * @param attempt the attempt that has not ended
 * @example catchUp({ state: 'SUBMITTED', … }, null, { state: 'FUNDED', … }) // [{ kind: 'job', to: 'QUEUED', … }]
 */
export function catchUp(job: JobView, attempt: AttemptView | null, task: TaskOnChain): Step[] {
  const steps: Step[] = []
  let state = job.state
  let open = attempt
  const moveJob = (to: JobState, reasonCode: string | null = null, reason: string | null = null): void => {
    steps.push({ kind: 'job', to, reasonCode, reason })
    state = to
  }
  const endAttempt = (to: AttemptState, reason: string): void => {
    if (!open) return
    // An attempt that the chain never had can only be withdrawn. One that it had was given back or ran out of time; a
    // delivered result only the latter.
    const released = to === 'RELEASED' && open.state !== 'SUBMITTED'
    const fitting = ON_CHAIN_ATTEMPT_STATES.includes(open.state) ? (released ? 'RELEASED' : 'TIMED_OUT') : 'WITHDRAWN'
    steps.push({ kind: 'attempt', to: fitting, reason })
    open = null
  }
  const backToSearch = (reasonCode: string, reason: string): void => {
    if (RUNNING.includes(state) && job.attempts >= job.maxAttempts) {
      moveJob('FAILED', 'RETRIES_SPENT', `${reason}; that was attempt ${job.attempts} of ${job.maxAttempts}`)
    } else {
      steps.push({ kind: 'requeue', reasonCode, reason })
      state = 'QUEUED'
    }
  }

  /** A delivered result was settled, or disputed and ruled upon. */
  const endByResult = ({ state: taskState, ruling }: TaskOnChain): void => {
    const disputed = taskState === 'DISPUTED' || taskState === 'RESOLVED'
    if (disputed && state === 'VERIFYING') moveJob('DISPUTED', 'DISPUTED', 'the buyer objected to the result')
    const paid = taskState === 'SETTLED' || (taskState === 'RESOLVED' && FOR_PROVIDER.includes(ruling))
    const returned = taskState === 'RESOLVED' && FOR_BUYER.includes(ruling)
    if (!paid && !returned) return
    if (open && ON_CHAIN_ATTEMPT_STATES.includes(open.state)) {
      steps.push({ kind: 'attempt', to: paid ? 'SUCCEEDED' : 'REJECTED', reason: returned ? RULED_AGAINST : null })
    }
    if (!disputed) moveJob('PAID')
    else moveJob(paid ? 'PAID' : 'REFUNDED', `RULED_${ruling}`, ruling && RULINGS_IN_WORDS[ruling])
  }

  const dueAtOf = (assigned: TaskOnChain): Date =>
    dueOf(assigned, job, open?.number === assigned.attempt ? open.extendedTo : null)

  let refunded = job.refunded
  if (job.provisional && !isEndOnChain(state, task) && task.attempt <= job.attempts) {
    const to = task.state === 'RESOLVED' || task.state === 'DISPUTED' ? 'DISPUTED' : 'VERIFYING'
    steps.push({ kind: 'takenBack', to })
    state = to
    refunded = false
    open ??= { state: 'SUBMITTED', nodeId: '', number: job.attempts, extendedTo: null }
  }
  if (job.settleAfter !== null && state === 'VERIFYING' && isResultLost(job, task)) {
    steps.push({ kind: 'resultLost', dueAt: task.state === 'ASSIGNED' ? dueAtOf(task) : null })
  }
  if (task.state === 'NONE') {
    const isUnderWay = state !== 'SUBMITTED' && !ENDED.includes(state)
    if (isUnderWay && !job.depositGone) steps.push({ kind: 'depositGone' })
    // The chain has lost deposit and refund: it holds nothing for a job that has ended, unless the deposit comes again.
    if (refunded && job.provisional && ENDED.includes(state)) steps.push({ kind: 'refundLost' })
    return steps
  }
  if (job.depositGone && !ENDED.includes(state)) steps.push({ kind: 'depositBack' })

  if (state === 'SUBMITTED') moveJob('QUEUED')

  // The task has left the attempt that runs by the record: the provider released it, or it was reopened after its
  // deadline. The contract keeps the attempt's number then. A lower number comes from a chain that has not seen the
  // assignment yet.
  const left = task.attempt > job.attempts || (task.state === 'FUNDED' && task.attempt === job.attempts)
  const lost = RUNNING.includes(state) && left
  if (lost) {
    if (releasedInTime(job, open, task)) {
      endAttempt('RELEASED', 'the provider gave the task back')
      backToSearch('RELEASED', 'the provider gave the task back')
    } else {
      endAttempt('TIMED_OUT', 'no result by the deadline')
      backToSearch('WORK_DEADLINE', 'the node did not deliver by its deadline')
    }
  }

  switch (task.state) {
    case 'FUNDED':
      if (ENDED.includes(job.state) && ENDED.includes(state)) {
        if (refunded && job.provisional) steps.push({ kind: 'refundLost' })
        if (!refunded || job.provisional) steps.push({ kind: 'expireLater' })
      }
      break
    case 'ASSIGNED':
      if (state === 'MATCHED' && isOurs(open, task)) {
        steps.push({ kind: 'assigned', attempt: task.attempt, dueAt: dueAtOf(task) })
      }
      if (
        RUNNING.includes(state) &&
        task.attempt === job.attempts &&
        !steps.some(({ kind }) => kind === 'resultLost')
      ) {
        const dueAt = dueAtOf(task)
        if (job.dueAt?.getTime() !== dueAt.getTime()) steps.push({ kind: 'dueMoved', dueAt })
      }
      break
    case 'SUBMITTED':
    case 'SETTLED':
    case 'DISPUTED':
    case 'RESOLVED': {
      if (state === 'MATCHED' && isOurs(open, task)) {
        // The chain's clock at assignment is gone; the deadline is of no use any more.
        steps.push({ kind: 'assigned', attempt: task.attempt, dueAt: task.since })
        state = 'ASSIGNED'
        if (open) open = { ...open, state: 'ASSIGNED' }
      }
      if (RUNNING.includes(state)) {
        if (state === 'ASSIGNED') moveJob('EXECUTING')
        if (state === 'EXECUTING') moveJob('VERIFYING')
        const known = job.settleAfter?.getTime()
        if (task.result && known !== task.result.settleAfter.getTime()) {
          steps.push({ kind: 'submitted', ...task.result })
        }
      }
      if (state === 'VERIFYING' || state === 'DISPUTED') {
        for (const to of stepsToSubmitted(open)) {
          steps.push({ kind: 'attempt', to, reason: null })
          if (open) open = { ...open, state: to }
        }
        endByResult(task)
      }
      if (state === 'REFUNDED' && !refunded) steps.push({ kind: 'refunded' })
      break
    }
    case 'CANCELLED':
    case 'EXPIRED': {
      const cancelled = task.state === 'CANCELLED'
      const reasonCode = cancelled ? 'CANCELLED_BY_BUYER' : 'EXPIRED'
      const reason = cancelled ? 'the buyer cancelled the task' : 'the time to find a node, or to deliver, was over'
      // A disputed task can't be cancelled nor expire.
      if (state === 'DISPUTED') break
      if (!ENDED.includes(state)) {
        if (RUNNING.includes(state)) {
          endAttempt('TIMED_OUT', reason)
          moveJob('FAILED', reasonCode, reason)
        } else {
          endAttempt('WITHDRAWN', reason)
          if (state === 'MATCHED') steps.push({ kind: 'requeue', reasonCode, reason })
          moveJob(cancelled ? 'CANCELLED' : 'TIMED_OUT', reasonCode, reason)
        }
      }
      if (!refunded) steps.push({ kind: 'refunded' })
      break
    }
  }
  return steps
}

/** Whether the chain shows how a job has ended, if a result has ended it. */
function isEndOnChain(state: JobState, { state: taskState, ruling }: TaskOnChain): boolean {
  if (state === 'PAID') return taskState === 'SETTLED' || (taskState === 'RESOLVED' && !FOR_BUYER.includes(ruling))
  if (state === 'REFUNDED') return taskState === 'RESOLVED' && !FOR_PROVIDER.includes(ruling)
  return true
}

/** Whether the chain is at a moment of this attempt before its result. */
function isResultLost(job: JobView, task: TaskOnChain): boolean {
  if (task.state === 'NONE') return true
  if (task.state === 'FUNDED') return task.attempt < job.attempts
  return task.state === 'ASSIGNED' && task.attempt === job.attempts
}

/**
 * A release is possible only in time, a reopening only after the deadline, so the moment of the change decides which it
 * was.
 */
function releasedInTime(job: JobView, attempt: AttemptView | null, task: TaskOnChain): boolean {
  if (attempt?.state === 'SUBMITTED' || task.state !== 'FUNDED' || job.dueAt === null) return false
  return task.since.getTime() <= job.dueAt.getTime()
}

function isOurs(attempt: AttemptView | null, task: TaskOnChain): boolean {
  return attempt?.state === 'ACCEPTED' && attempt.nodeId === task.nodeId && attempt.number === task.attempt
}

/** An attempt's way to SUBMITTED. */
function stepsToSubmitted(attempt: AttemptView | null): AttemptState[] {
  if (attempt?.state === 'ASSIGNED') return ['EXECUTING', 'SUBMITTED']
  return attempt?.state === 'EXECUTING' ? ['SUBMITTED'] : []
}
