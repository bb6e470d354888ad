import type { BondHistoryQuery, ShownNodeQuery } from '@aiigo/client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { Tone } from '../../ui/Badge.js'

type Node = NonNullable<ShownNodeQuery['node']>

interface Word {
  readonly title: MessageDescriptor
  readonly tone: Tone
}

/** States of a node in the words of the page. */
export const NODE_STATE: Record<Node['state'], Word> = {
  PENDING: { title: msg`Waits for its first proof`, tone: 'active' },
  VERIFIED: { title: msg`Proved, not active`, tone: 'active' },
  ACTIVE: { title: msg`Active`, tone: 'good' },
  INACTIVE: { title: msg`Inactive`, tone: 'neutral' },
  REJECTED: { title: msg`Rejected`, tone: 'bad' },
  SLASHED: { title: msg`Below the minimum stake`, tone: 'bad' },
}

export const TASK_STATE: Record<Node['tasks'][number]['state'], Word> = {
  FUNDED: { title: msg`Waits for a node`, tone: 'neutral' },
  ASSIGNED: { title: msg`Runs`, tone: 'active' },
  SUBMITTED: { title: msg`Result delivered`, tone: 'active' },
  SETTLED: { title: msg`Paid`, tone: 'good' },
  CANCELLED: { title: msg`Cancelled`, tone: 'neutral' },
  EXPIRED: { title: msg`Time ran out`, tone: 'bad' },
  DISPUTED: { title: msg`Disputed`, tone: 'warn' },
  RESOLVED: { title: msg`Dispute decided`, tone: 'neutral' },
}

export const CHALLENGE_STATE: Record<Node['challenges'][number]['state'], Word> = {
  ISSUED: { title: msg`Issued`, tone: 'neutral' },
  OPEN: { title: msg`The clock runs`, tone: 'active' },
  PASSED: { title: msg`Passed`, tone: 'good' },
  FAILED: { title: msg`Failed`, tone: 'bad' },
}

export const PENALTY_REASON: Record<Node['penalties'][number]['reason'], MessageDescriptor> = {
  TASK_TIMEOUT: msg`A task got no result in time`,
  MISUSE: msg`Misuse, or a data breach`,
  POW_FAILED: msg`A proof of work failed`,
  REPEATED_FAILURES: msg`Too many failures: a review is due`,
  TASK_RELEASED: msg`A task was given back`,
  DISPUTE_LOST: msg`A dispute was lost`,
}

export const STAKE_MOVEMENT: Record<Node['stakeMovements'][number]['kind'], MessageDescriptor> = {
  STAKED: msg`Staked`,
  UNBONDING_STARTED: msg`Unbonding began`,
  UNBONDING_WITHDRAWN: msg`Withdrawn`,
  SLASHED: msg`Slashed`,
}

export const BOND_MOVEMENT: Record<BondHistoryQuery['bondMovements'][number]['kind'], MessageDescriptor> = {
  COMMITTED: msg`Posted`,
  TOPPED_UP: msg`Added`,
  RELEASE_REQUESTED: msg`Release began`,
  WITHDRAWN: msg`Withdrawn`,
  SLASHED: msg`Slashed`,
}
