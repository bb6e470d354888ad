import { randomUUID } from 'node:crypto'
import { afterDeadline, jobLifeCycle, RetryableError } from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import {
  Attempt,
  type AttemptMove,
  type AttemptOnChain,
  announceAttempt,
  announceJobReason,
  type EntityManager,
  enqueue,
  enqueueMatch,
  FUNDED_LATE,
  type Job,
  type JobMove,
  moveAttempt,
  moveJob,
  NOT_FUNDED,
  recordJobReason,
  recordOnChain,
  recordTaskFacts,
  requeueJob,
  type TaskFacts,
  tellWaiting,
  voidApproval,
} from '@aiigo/storage'
import type { Step } from './catchUp.js'
import { problemOfBill } from './problemOfBill.js'

export const DEPOSIT_GONE = 'DEPOSIT_GONE'
/** Its buyer wanted the run stopped, and its node handed nothing in. */
const STOPPED_UNDELIVERED = 'STOPPED_UNDELIVERED'
const DEPOSIT_GONE_REASON =
  'a reorganisation of the chain took the deposit out; nobody is paid for this job until the chain has it again'

/** A locked job on its way to the state of its task, with what its next statement writes beside. */
export interface Draft {
  job: Job
  /** The attempt that has not ended. */
  attempt: Attempt | null
  /** Of the job, not written yet. */
  facts: TaskFacts
  /** Of the attempt, not written yet; null: nothing. */
  onChain: AttemptOnChain | null
}

/** Writes what no move has carried. */
export async function writeRest(em: EntityManager, draft: Draft): Promise<void> {
  const { job, attempt, facts, onChain } = draft
  if (attempt && onChain) await recordOnChain(em, attempt.id, onChain)
  if (Object.keys(facts).length > 0) draft.job = await recordTaskFacts(em, job.id, facts)
  draft.facts = {}
  draft.onChain = null
}

/**
 * Takes one step.
 * @param readBlock block of which the chain was read
 */
export async function applyStep(em: EntityManager, draft: Draft, step: Step, readBlock: number): Promise<void> {
  const { job, attempt } = draft
  const carried = (move: JobMove): JobMove => {
    const { facts } = draft
    draft.facts = {}
    return { ...move, set: { ...facts, ...move.set } }
  }
  const toJob = async (to: Job['state'], move: JobMove = {}): Promise<void> => {
    if (to === 'PAID' || to === 'REFUNDED') draft.facts = { ...draft.facts, endedBlock: readBlock }
    draft.job = must(await moveJob(em, draft.job, to, carried(move)))
    if (jobLifeCycle.isFinal(to)) await tellWaiting(em, draft.job, queues.needs.name)
  }
  const toAttempt = async (to: Attempt['state'], move: AttemptMove = {}): Promise<Attempt> => {
    const { onChain } = draft
    draft.onChain = null
    return must(await moveAttempt(em, must(attempt), to, onChain ? { ...move, set: { ...move.set, onChain } } : move))
  }
  switch (step.kind) {
    case 'job': {
      // Nothing holds up what is paid.
      const reasons = step.to === 'PAID' && step.reason === null ? { reason: null, reasonCode: null } : reasonsOf(step)
      const { state: from } = job
      await toJob(step.to, reasons)
      if (step.to === 'DISPUTED' && attempt) enqueue(em, message(queues.spotCheck, { offerId: attempt.id }, again()))
      if (step.to !== 'QUEUED') return
      // Nothing was offered before a deposit.
      await enqueueMatch(em, job.id, queues.match.name, from === 'SUBMITTED' ? 0 : undefined)
      const delayUntil = afterDeadline(job.assignBy)
      enqueue(em, message(queues.advance, { jobId: job.id, cause: 'ASSIGN_DEADLINE' }, { delayUntil }))
      return
    }
    case 'requeue':
      draft.job = must(await requeueJob(em, job, queues.match.name, carried(reasonsOf(withStop(job, step)))))
      return
    case 'attempt': {
      const moved = await toAttempt(step.to, step.reason === null ? {} : { reason: step.reason })
      draft.attempt = moved.endedAt ? null : moved
      return
    }
    case 'assigned': {
      const { dueAt } = step
      const moved = await toAttempt('ASSIGNED', { deadline: dueAt })
      draft.attempt = moved
      await toJob('ASSIGNED', { set: { attempts: step.attempt, nodeId: moved.nodeId, dueAt } })
      enqueueWorkDue(em, job.id, dueAt, moved.id)
      return
    }
    case 'submitted': {
      const { usage, cost, settleAfter } = step
      await tellWaiting(em, job, queues.needs.name)
      const problem = problemOfBill(job, step)
      // The chain's figures are the ones that the window will pay and that a dispute is about.
      const result = job.result ? { ...job.result, usage, cost } : null
      draft.facts = { ...draft.facts, settleAfter, result }
      if (problem) await announceJobReason(em, job.id, problem)
      if (problem && job.approval) await voidApproval(em, job.id, job.approval.signature)
      // The buyer was faster than the chain.
      if (!problem && job.approval) enqueue(em, message(queues.advance, { jobId: job.id, cause: 'APPROVED' }, again()))
      // After a reorganisation the result of a job may come again, with another window.
      const once = { delayUntil: settleAfter, distinguish: [settleAfter.toISOString()] }
      enqueue(em, message(queues.advance, { jobId: job.id, cause: 'WINDOW_OVER' }, once))
      const isChecked = job.spec.verification.mode !== 'NONE'
      if (attempt && isChecked) {
        enqueue(em, message(queues.spotCheck, { offerId: attempt.id }, { distinguish: [settleAfter.toISOString()] }))
      }
      return
    }
    case 'refunded':
      draft.facts = { ...draft.facts, refunded: true, endedBlock: readBlock }
      return
    case 'takenBack': {
      const reason = 'a reorganisation of the chain took back how the job had ended; it goes on from there'
      const back = {
        takenBack: true,
        reason,
        reasonCode: 'TAKEN_BACK',
        set: { endedBlock: null, endTransaction: null, refunded: false },
      }
      draft.job = must(await moveJob(em, job, step.to, carried(back)))
      const ended = await em.findOne(Attempt, { jobId: job.id, number: job.attempts }, { refresh: true })
      if (ended && (ended.state === 'SUCCEEDED' || ended.state === 'REJECTED')) {
        draft.attempt = await moveAttempt(em, ended, 'SUBMITTED', { takenBack: true, reason: null })
      }
      enqueue(em, message(queues.advance, { jobId: job.id, cause: 'CHAIN_CHANGED' }, again()))
      return
    }
    case 'resultLost':
      draft.facts = { ...draft.facts, settleAfter: null, ...(step.dueAt ? { dueAt: step.dueAt } : {}) }
      if (attempt) enqueue(em, message(queues.verify, { offerId: attempt.id }, again()))
      return
    case 'dueMoved':
      draft.facts = { ...draft.facts, dueAt: step.dueAt }
      if (attempt) announceAttempt(em, attempt, 'EXTENDED', step.dueAt)
      enqueueWorkDue(em, job.id, step.dueAt, step.dueAt.toISOString())
      return
    case 'refundLost':
      draft.facts = { ...draft.facts, refunded: false, endedBlock: null }
      return
    case 'depositGone':
    case 'depositBack': {
      const gone = step.kind === 'depositGone'
      const reason = gone ? DEPOSIT_GONE_REASON : null
      const reasonCode = gone ? DEPOSIT_GONE : null
      draft.job = await announceJobReason(
        em,
        job.id,
        { reason, reasonCode },
        reason ?? 'the chain has the deposit again',
      )
      return
    }
    case 'expireLater': {
      if (job.state !== 'FAILED' || job.reasonCode === NOT_FUNDED) {
        const reason =
          'the deposit arrived after the job had ended; it is returned when the time to find a node is over, or by cancelling'
        await recordJobReason(em, job.id, { reasonCode: FUNDED_LATE, reason })
      }
      const delayUntil = afterDeadline(job.assignBy)
      enqueue(em, message(queues.advance, { jobId: job.id, cause: 'REFUND_DUE' }, { delayUntil }))
      return
    }
  }
}

/** Each attempt, and each deadline of one, is looked at once. */
function enqueueWorkDue(em: EntityManager, jobId: string, dueAt: Date, distinguish: string): void {
  const once = { delayUntil: afterDeadline(dueAt), distinguish: [distinguish] }
  enqueue(em, message(queues.advance, { jobId, cause: 'WORK_DUE' }, once))
}

/** The chain may take the same thing back twice, so each time is an effect of its own. */
function again(): { distinguish: string[] } {
  return { distinguish: [randomUUID()] }
}

/** Why a job is back, for a buyer who wanted it stopped: no other node gets it. */
function withStop({ stopRequestedAt }: Job, { reason, reasonCode }: { reason: string; reasonCode: string }) {
  if (!stopRequestedAt) return { reason, reasonCode }
  return { reason: `${reason}; you wanted it stopped, so take it back: cancel it`, reasonCode: STOPPED_UNDELIVERED }
}

function reasonsOf({ reason, reasonCode }: { reason: string | null; reasonCode: string | null }) {
  return reason === null ? {} : { reason, reasonCode }
}

/** Rows are locked, so a lost comparison means that something moved without the lock; the next try sees it. */
export function must<T>(value: T | null): T {
  if (value === null)
    throw new RetryableError(
      'MOVED_MEANWHILE',
      'the job or its attempt was moved by somebody else meanwhile; try again',
    )
  return value
}
