import { createLifeCycle } from './transitions.js'

export const ATTEMPT_STATES = [
  'OFFERED',
  'ACCEPTED',
  'ASSIGNED',
  'EXECUTING',
  'SUBMITTED',
  'SUCCEEDED',
  'DECLINED',
  'OFFER_EXPIRED',
  'WITHDRAWN',
  'RELEASED',
  'TIMED_OUT',
  'REJECTED',
] as const
export type AttemptState = (typeof ATTEMPT_STATES)[number]
/** States in which the node is assigned on chain, and its attempt has not ended. */
export const ON_CHAIN_ATTEMPT_STATES: readonly AttemptState[] = ['ASSIGNED', 'EXECUTING', 'SUBMITTED']

/**
 * One node's try at a job. DECLINED, OFFER_EXPIRED and WITHDRAWN end before the chain knows of it; RELEASED is the
 * provider giving the task back, TIMED_OUT a missed work deadline, REJECTED a result that a dispute's panel did not let
 * stand.
 */
export const attemptLifeCycle = createLifeCycle<AttemptState>('attempt', {
  OFFERED: ['ACCEPTED', 'DECLINED', 'OFFER_EXPIRED', 'WITHDRAWN'],
  ACCEPTED: ['ASSIGNED', 'WITHDRAWN'],
  ASSIGNED: ['EXECUTING', 'RELEASED', 'TIMED_OUT'],
  EXECUTING: ['SUBMITTED', 'RELEASED', 'TIMED_OUT'],
  SUBMITTED: ['SUCCEEDED', 'TIMED_OUT', 'REJECTED'],
  SUCCEEDED: [],
  DECLINED: [],
  OFFER_EXPIRED: [],
  WITHDRAWN: [],
  RELEASED: [],
  TIMED_OUT: [],
  REJECTED: [],
})

/** Moves of an attempt that the chain can take back, together with the end of its job. */
export const attemptTakenBack = createLifeCycle<AttemptState>('attempt (taken back by the chain)', {
  OFFERED: [],
  ACCEPTED: [],
  ASSIGNED: [],
  EXECUTING: [],
  SUBMITTED: [],
  SUCCEEDED: ['SUBMITTED'],
  DECLINED: [],
  OFFER_EXPIRED: [],
  WITHDRAWN: [],
  RELEASED: [],
  TIMED_OUT: [],
  REJECTED: ['SUBMITTED'],
})

/** States in which a node's capacity is promised to the attempt. */
export const OPEN_ATTEMPT_STATES = ['OFFERED', 'ACCEPTED', 'ASSIGNED', 'EXECUTING'] as const satisfies AttemptState[]
