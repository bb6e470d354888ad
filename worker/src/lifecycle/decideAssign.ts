import type { AttemptState, JobState } from '@aiigo/domain'
import type { TaskOnChain } from '../chain/TaskOnChain.js'

export interface AssignView {
  job: { state: JobState; nodeId: string | null; assignBy: Date }
  attempt: { state: AttemptState; nodeId: string; number: number | null; acceptance: { expiry: number } | null }
}

/** The decision about an accepted offer. */
export type AssignDecision =
  | { action: 'RELAY' }
  /** The task has another state already: the record follows it. */
  | { action: 'FOLLOW' }
  /** The task can't be assigned to this node any more: the job goes to another node. */
  | { action: 'WITHDRAW'; reasonCode: string; reason: string }
  /** The offer was handled before. */
  | { action: 'NONE' }

/** Decides by the task's present state on chain, because the queue job may run late or twice. */
export function decideAssign({ job, attempt }: AssignView, task: TaskOnChain, now: Date): AssignDecision {
  if (attempt.state !== 'ACCEPTED' || !attempt.acceptance || attempt.number === null) return { action: 'NONE' }
  const withdraw = (reasonCode: string, reason: string): AssignDecision => ({ action: 'WITHDRAW', reasonCode, reason })
  if (job.state !== 'MATCHED' || job.nodeId !== attempt.nodeId) {
    return withdraw('OFFER_SUPERSEDED', 'the job went another way')
  }
  if (task.state === 'NONE') return withdraw('NOT_FUNDED', 'the chain does not have the deposit (any more)')
  if (task.state !== 'FUNDED') return { action: 'FOLLOW' }
  const seconds = now.getTime() / 1000
  if (task.attempt + 1 !== attempt.number) {
    return withdraw(
      'WRONG_ATTEMPT',
      `the acceptance is for attempt ${attempt.number}, the chain expects ${task.attempt + 1}`,
    )
  }
  if (seconds > attempt.acceptance.expiry)
    return withdraw('ACCEPTANCE_EXPIRED', 'the acceptance expired before it could be assigned')
  if (now > job.assignBy) return withdraw('ASSIGNMENT_CLOSED', 'the time to find a node was over')
  return { action: 'RELAY' }
}
