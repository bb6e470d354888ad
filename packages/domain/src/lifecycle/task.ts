import { createLifeCycle } from './transitions.js'

/** Order as in the contracts' enum, which starts with NONE. */
export const TASK_STATES = [
  'FUNDED',
  'ASSIGNED',
  'SUBMITTED',
  'SETTLED',
  'CANCELLED',
  'EXPIRED',
  'DISPUTED',
  'RESOLVED',
] as const
export type TaskState = (typeof TASK_STATES)[number]

/** The chain's task life cycle. */
export const taskLifeCycle = createLifeCycle<TaskState>('task', {
  FUNDED: ['ASSIGNED', 'CANCELLED', 'EXPIRED'],
  ASSIGNED: ['SUBMITTED', 'FUNDED', 'EXPIRED'],
  SUBMITTED: ['SETTLED', 'DISPUTED'],
  DISPUTED: ['RESOLVED'],
  SETTLED: [],
  CANCELLED: [],
  EXPIRED: [],
  RESOLVED: [],
})

/**
 * Order as in the contracts' enum, which starts with NONE. MISUSE is for the buyer, too; TIMED_OUT pays as submitted.
 */
export const RULINGS = ['PROVIDER', 'BUYER', 'MISUSE', 'TIMED_OUT'] as const
export type Ruling = (typeof RULINGS)[number]
