import { log } from '@graphprotocol/graph-ts'

const RESOURCE_TYPES: string[] = ['GPU', 'CPU', 'NETWORK', 'MOBILE', 'IOT']
const TIERS: string[] = ['OWNED', 'CLOUD', 'COMMUNITY']
const TRUST_LEVELS: string[] = ['NONE', 'BASIC', 'VERIFIED', 'TRUSTED', 'PARTNER']
const PENALTY_REASONS: string[] = [
  'TASK_TIMEOUT',
  'MISUSE',
  'POW_FAILED',
  'REPEATED_FAILURES',
  'TASK_RELEASED',
  'DISPUTE_LOST',
]
const RULINGS: string[] = ['NONE', 'PROVIDER', 'BUYER', 'MISUSE', 'TIMED_OUT']
const VOTE_SUPPORTS: string[] = ['AGAINST', 'FOR', 'ABSTAIN']
// The contract's enum starts with NONE (an unknown node), which no indexed node can be in.
const NODE_STATES: string[] = ['NONE', 'PENDING', 'VERIFIED', 'ACTIVE', 'INACTIVE', 'REJECTED', 'SLASHED']

/** Solidity stores an enum as its position; a value this build does not know must stop indexing, not be guessed. */
function nameAt(names: string[], position: i32, what: string): string {
  if (position < 0 || position >= names.length) {
    log.critical('{} {} is unknown to this subgraph: expected 0 to {}. Deploy a subgraph built for these contracts.', [
      what,
      position.toString(),
      (names.length - 1).toString(),
    ])
  }
  return names[position]
}

export function resourceTypeName(position: i32): string {
  return nameAt(RESOURCE_TYPES, position, 'ResourceType')
}

export function tierName(position: i32): string {
  return nameAt(TIERS, position, 'Tier')
}

export function trustLevelName(position: i32): string {
  return nameAt(TRUST_LEVELS, position, 'TrustLevel')
}

export function nodeStateName(position: i32): string {
  return nameAt(NODE_STATES, position, 'NodeState')
}

export function penaltyReasonName(position: i32): string {
  return nameAt(PENALTY_REASONS, position, 'PenaltyReason')
}

export function rulingName(position: i32): string {
  return nameAt(RULINGS, position, 'Ruling')
}

export function voteSupportName(position: i32): string {
  return nameAt(VOTE_SUPPORTS, position, 'VoteSupport')
}
