import { createLifeCycle } from './transitions.js'

export const JOB_STATES = [
  'SUBMITTED',
  'QUEUED',
  'MATCHED',
  'ASSIGNED',
  'EXECUTING',
  'VERIFYING',
  'PAID',
  'DISPUTED',
  'REFUNDED',
  'TIMED_OUT',
  'FAILED',
  'CANCELLED',
] as const
/** A state of a job; `docs/words.md` has the meaning of each. */
export type JobState = (typeof JOB_STATES)[number]

/**
 * SUBMITTED: stored, waiting for funds. QUEUED: funded, looking for a node. MATCHED: offered. ASSIGNED: on chain.
 * EXECUTING: the node runs it. VERIFYING: a result is in, waiting for approval or the end of the challenge window.
 * DISPUTED: the buyer objected to it, and a panel of arbitrators decides between PAID and REFUNDED. TIMED_OUT, FAILED,
 * CANCELLED and REFUNDED return the buyer's escrow.
 */
export const jobLifeCycle = createLifeCycle<JobState>('job', {
  SUBMITTED: ['QUEUED', 'TIMED_OUT', 'CANCELLED'],
  QUEUED: ['MATCHED', 'TIMED_OUT', 'CANCELLED'],
  MATCHED: ['ASSIGNED', 'QUEUED'],
  // A node that vanishes before it starts spends a retry as well, so ASSIGNED can fail like EXECUTING.
  ASSIGNED: ['EXECUTING', 'QUEUED', 'FAILED'],
  EXECUTING: ['VERIFYING', 'QUEUED', 'FAILED'],
  // A result that can't be fetched or does not match its manifest never reaches the chain: it ends as a missed
  // deadline.
  VERIFYING: ['PAID', 'DISPUTED', 'QUEUED', 'FAILED'],
  DISPUTED: ['PAID', 'REFUNDED'],
  PAID: [],
  REFUNDED: [],
  TIMED_OUT: [],
  FAILED: [],
  CANCELLED: [],
})

/**
 * Moves that the chain can take back while the end of a job is provisional: a reorganisation may leave the settlement
 * or the ruling out, and the job goes on from there.
 */
export const jobTakenBack = createLifeCycle<JobState>('job (taken back by the chain)', {
  SUBMITTED: [],
  QUEUED: [],
  MATCHED: [],
  ASSIGNED: [],
  EXECUTING: [],
  VERIFYING: [],
  PAID: ['VERIFYING', 'DISPUTED'],
  DISPUTED: [],
  REFUNDED: ['VERIFYING', 'DISPUTED'],
  TIMED_OUT: [],
  FAILED: [],
  CANCELLED: [],
})
