/**
 * Why a job is looked at by the queue `advance`. A cause appears in logs, metrics and the ids of messages. With
 * FUNDED_FROM_BALANCE and APPROVED the handler tries the buyer's signature before it looks at the chain; otherwise the
 * state of the job and its task decides alone.
 */
export const ADVANCE_CAUSES = {
  FUND_DEADLINE: 'the time to fund is over',
  FUNDED_FROM_BALANCE: 'the buyer signed that the deposit comes out of the balance',
  ASSIGN_DEADLINE: 'the time to find a node is over',
  WORK_DUE: 'the result of an attempt is due',
  APPROVED: 'the buyer approved the result',
  WINDOW_OVER: 'the challenge window of the result is over',
  REFUND_DUE: 'the chain can return the deposit of a job that has ended',
  SYNC_FAILED: 'the chain sync could not bring the job up to date',
  DISPUTE_OPEN: 'arbitrators may have ruled; their votes are no events of the task',
  CHAIN_CHANGED: 'the chain took back or moved a transaction of the job',
  SWEEP: 'the deadline sweep found something due that no other message had done',
} as const

export type AdvanceCause = keyof typeof ADVANCE_CAUSES

export const ADVANCE_CAUSE_NAMES = Object.keys(ADVANCE_CAUSES) as [AdvanceCause, ...AdvanceCause[]]
