import type { SignedApproval } from '@aiigo/domain'
import type { DisputeOnChain } from '../chain/DisputeOnChain.js'
import { dueOf } from '../chain/dueOf.js'
import type { TaskOnChain } from '../chain/TaskOnChain.js'

export interface RelayView {
  assignBy: Date
  workSeconds: number
  /** Deadline of the running attempt that the buyer has moved; null or left out where it has not. */
  extendedTo?: Date | null
  windowSeconds: number
  approval: SignedApproval | null
  /** Known while the task is DISPUTED. */
  dispute: DisputeOnChain | null
}

/** The call that the platform should send for a task now. */
export type Relay =
  | { action: 'EXPIRE' | 'EXPIRE_OVERDUE' | 'REOPEN' | 'SETTLE' | 'APPROVE' | 'DRAW' | 'RESOLVE' }
  /** Nothing before this instant. */
  | { action: 'WAIT'; until: Date }
  /** The task has ended, or was never funded. */
  | { action: 'NONE' }

/**
 * The timed, the approved and the disputed exits of a task: the call that anyone may send now so that no money stays
 * locked. The chain compares strictly: overdue is *after* the deadline, settling is possible *from* its instant on.
 * @param now in the chain's time
 */
export function nextRelay(job: RelayView, task: TaskOnChain, now: Date): Relay {
  const at = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000)
  const after = (deadline: Date): boolean => Math.floor(now.getTime() / 1000) > Math.floor(deadline.getTime() / 1000)
  switch (task.state) {
    case 'FUNDED':
      return after(job.assignBy) ? { action: 'EXPIRE' } : { action: 'WAIT', until: at(job.assignBy, 1) }
    case 'ASSIGNED': {
      const dueAt = dueOf(task, job, job.extendedTo ?? null)
      if (!after(dueAt)) return { action: 'WAIT', until: at(dueAt, 1) }
      return { action: after(job.assignBy) ? 'EXPIRE_OVERDUE' : 'REOPEN' }
    }
    case 'SUBMITTED': {
      const settleAfter = at(task.since, job.windowSeconds)
      // From then on no approval is needed, and one that the chain does not take can't hold the payment up.
      if (now >= settleAfter) return { action: 'SETTLE' }
      if (job.approval && job.approval.attempt === task.attempt) return { action: 'APPROVE' }
      return { action: 'WAIT', until: settleAfter }
    }
    case 'DISPUTED': {
      // Votes of arbitrators are no events of the task: the deadline sweep reads them.
      if (!job.dispute) return { action: 'NONE' }
      const { phase, drawBy, revealBy, drawBlock, block } = job.dispute
      const deadline = phase === 'DRAW' ? drawBy : revealBy
      if (phase === 'FINAL' || after(deadline)) return { action: 'RESOLVE' }
      if (phase === 'DRAW' && block >= drawBlock) return { action: 'DRAW' }
      return { action: 'WAIT', until: at(deadline, 1) }
    }
    default:
      return { action: 'NONE' }
  }
}
