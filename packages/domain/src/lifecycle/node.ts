import { createLifeCycle } from './transitions.js'

/** Order as in the contracts' enum, which starts with NONE. */
export const NODE_STATES = ['PENDING', 'VERIFIED', 'ACTIVE', 'INACTIVE', 'REJECTED', 'SLASHED'] as const
export type NodeState = (typeof NODE_STATES)[number]

/** The chain's node life cycle. EARNING is ACTIVE with open assignments, so it is derived and not stored. */
export const nodeLifeCycle = createLifeCycle<NodeState>('node', {
  PENDING: ['VERIFIED', 'REJECTED', 'SLASHED'],
  VERIFIED: ['ACTIVE', 'REJECTED', 'SLASHED'],
  ACTIVE: ['INACTIVE', 'SLASHED'],
  INACTIVE: ['ACTIVE', 'SLASHED'],
  SLASHED: ['INACTIVE'],
  REJECTED: [],
})

/**
 * Whether a provider currently wants work; off chain, set by mutation. DRAINING finishes what is open and takes nothing
 * new.
 */
export const AVAILABILITIES = ['AVAILABLE', 'DRAINING', 'UNAVAILABLE'] as const
export type Availability = (typeof AVAILABILITIES)[number]
