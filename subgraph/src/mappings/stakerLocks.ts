import { Address, BigInt, ethereum } from '@graphprotocol/graph-ts'
import {
  CollateralChanged,
  DelegateChanged,
  DelegateVotesChanged,
  Locked,
  TermChanged,
  UnstakeStarted,
  Withdrawn,
  YieldClaimed,
  YieldFunded,
} from '../../generated/StakerLocks/StakerLocks'
import { Delegate, LockMovement, StakerLock, YieldMovement } from '../../generated/schema'
import { eventId, numberId } from '../common/id'
import { loadNode, saveNode } from '../store/node'
import { loadStaker, loadStakerLock, loadStakingTotals } from '../store/staker'

function recordLockMovement(kind: string, lockId: BigInt, amount: BigInt, burnt: BigInt, event: ethereum.Event): void {
  const movement = new LockMovement(eventId(event))
  movement.kind = kind
  movement.lock = numberId(lockId)
  movement.amount = amount
  movement.burnt = burnt
  movement.block = event.block.number
  movement.timestamp = event.block.timestamp
  movement.transaction = event.transaction.hash
  movement.save()
}

export function handleLocked(event: Locked): void {
  const amount = event.params.amount
  const lock = new StakerLock(numberId(event.params.lockId))
  lock.staker = event.params.staker
  lock.amount = amount
  lock.shares = event.params.shares
  lock.endsAt = event.params.endsAt
  lock.burnt = BigInt.zero()
  lock.withdrawn = false
  lock.lockedAt = event.block.timestamp
  lock.save()
  recordLockMovement('LOCKED', event.params.lockId, amount, BigInt.zero(), event)

  const staker = loadStaker(event.params.staker)
  staker.staked = staker.staked.plus(amount)
  staker.save()
  const totals = loadStakingTotals()
  totals.staked = totals.staked.plus(amount)
  totals.shares = totals.shares.plus(event.params.shares)
  totals.save()
}

/** A term was renewed, or its end took the share that it gave. */
export function handleTermChanged(event: TermChanged): void {
  const lock = loadStakerLock(event.params.lockId, 'TermChanged')
  if (lock == null) return
  const totals = loadStakingTotals()
  totals.shares = totals.shares.minus(lock.shares).plus(event.params.shares)
  totals.save()
  lock.shares = event.params.shares
  lock.endsAt = event.params.endsAt
  lock.save()
}

/** A node's active collateral has as many shares in the yield. */
export function handleCollateralChanged(event: CollateralChanged): void {
  const node = loadNode(event.params.nodeId, 'CollateralChanged')
  if (node == null) return
  const totals = loadStakingTotals()
  totals.shares = totals.shares.minus(node.earningStake).plus(event.params.amount)
  totals.save()
  node.earningStake = event.params.amount
  saveNode(node, event)
}

export function handleUnstakeStarted(event: UnstakeStarted): void {
  const lock = loadStakerLock(event.params.lockId, 'UnstakeStarted')
  if (lock == null) return
  const amount = event.params.amount
  const burnt = event.params.burnt
  const active = lock.amount
  const totals = loadStakingTotals()
  totals.staked = totals.staked.minus(active)
  totals.shares = totals.shares.minus(lock.shares)
  totals.unbonding = totals.unbonding.plus(amount)
  totals.burnt = totals.burnt.plus(burnt)
  totals.save()
  lock.amount = amount
  lock.shares = BigInt.zero()
  lock.burnt = burnt
  lock.availableAt = event.params.availableAt
  lock.save()
  recordLockMovement('UNSTAKED', event.params.lockId, amount, burnt, event)

  const staker = loadStaker(event.params.staker)
  staker.staked = staker.staked.minus(active)
  staker.unbonding = staker.unbonding.plus(amount)
  staker.burnt = staker.burnt.plus(burnt)
  staker.save()
}

export function handleLockWithdrawn(event: Withdrawn): void {
  const lock = loadStakerLock(event.params.lockId, 'Withdrawn')
  if (lock == null) return
  const amount = event.params.amount
  lock.withdrawn = true
  lock.save()
  recordLockMovement('WITHDRAWN', event.params.lockId, amount, BigInt.zero(), event)
  const staker = loadStaker(event.params.staker)
  staker.unbonding = staker.unbonding.minus(amount)
  staker.save()
  const totals = loadStakingTotals()
  totals.unbonding = totals.unbonding.minus(amount)
  totals.save()
}

function newYieldMovement(kind: string, account: Address, amount: BigInt, event: ethereum.Event): YieldMovement {
  const movement = new YieldMovement(eventId(event))
  movement.kind = kind
  movement.account = account
  movement.amount = amount
  movement.block = event.block.number
  movement.timestamp = event.block.timestamp
  movement.transaction = event.transaction.hash
  return movement
}

export function handleYieldClaimed(event: YieldClaimed): void {
  const amount = event.params.amount
  newYieldMovement('CLAIMED', event.params.staker, amount, event).save()
  const staker = loadStaker(event.params.staker)
  staker.yieldClaimed = staker.yieldClaimed.plus(amount)
  staker.save()
  const totals = loadStakingTotals()
  totals.yieldClaimed = totals.yieldClaimed.plus(amount)
  totals.save()
}

export function handleYieldFunded(event: YieldFunded): void {
  const movement = newYieldMovement('FUNDED', event.params.funder, event.params.amount, event)
  movement.rate = event.params.rate
  movement.endsAt = event.params.endsAt
  movement.save()
  const totals = loadStakingTotals()
  totals.yieldFunded = totals.yieldFunded.plus(event.params.amount)
  totals.rate = event.params.rate
  totals.streamEndsAt = event.params.endsAt
  totals.save()
}

/** Votes follow in an event of their own. */
export function handleDelegateChanged(event: DelegateChanged): void {
  const staker = loadStaker(event.params.delegator)
  staker.delegate = event.params.toDelegate
  staker.save()
}

export function handleDelegateVotesChanged(event: DelegateVotesChanged): void {
  const delegate = new Delegate(event.params.delegate)
  delegate.votes = event.params.newVotes
  delegate.save()
}
