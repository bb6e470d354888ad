import type { TaskOnChain } from '../chain/TaskOnChain.js'

export interface RelayView {
  assignBy: Date
  workSeconds: number
  windowSeconds: number
  approval: { attempt: number; resultHash: string; signature: string } | null
}

/** What the platform should send for a task now. */
export type Relay =
  | { action: 'EXPIRE' | 'REOPEN' | 'SETTLE' | 'APPROVE' }
  /** Nothing before this instant. */
  | { action: 'WAIT'; until: Date }
  /** The task has ended, or was never funded. */
  | { action: 'NONE' }

/**
 * The timed and the approved exits of a task: what anyone may send now so that nobody's money stays behind.
 * The chain compares strictly: overdue is *after* the deadline, settling is possible *from* its instant on.
 * @param now in the chain's time
 */
export function nextRelay(job: RelayView, task: TaskOnChain, now: Date): Relay {
  const at = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000)
  const after = (deadline: Date): boolean => Math.floor(now.getTime() / 1000) > Math.floor(deadline.getTime() / 1000)
  switch (task.state) {
    case 'FUNDED':
      return after(job.assignBy) ? { action: 'EXPIRE' } : { action: 'WAIT', until: at(job.assignBy, 1) }
    case 'ASSIGNED': {
      const dueAt = at(task.since, job.workSeconds)
      if (!after(dueAt)) return { action: 'WAIT', until: at(dueAt, 1) }
      return { action: after(job.assignBy) ? 'EXPIRE' : 'REOPEN' }
    }
    case 'SUBMITTED': {
      const settleAfter = at(task.since, job.windowSeconds)
      // From then on no approval is needed, and one that the chain does not take can't hold the payment up.
      if (now >= settleAfter) return { action: 'SETTLE' }
      if (job.approval && job.approval.attempt === task.attempt) return { action: 'APPROVE' }
      return { action: 'WAIT', until: settleAfter }
    }
    default:
      return { action: 'NONE' }
  }
}
