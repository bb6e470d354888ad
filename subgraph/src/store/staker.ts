import { Address, BigInt, log } from '@graphprotocol/graph-ts'
import { Staker, StakerLock, StakingTotals } from '../../generated/schema'
import { numberId, protocolId } from '../common/id'

/** A wallet that locks or delegates, created empty on first use. */
export function loadStaker(wallet: Address): Staker {
  let staker = Staker.load(wallet)
  if (staker == null) {
    staker = new Staker(wallet)
    staker.staked = BigInt.zero()
    staker.unbonding = BigInt.zero()
    staker.burnt = BigInt.zero()
    staker.yieldClaimed = BigInt.zero()
  }
  return staker
}

/** A lock that must exist; null (and a log line) if it does not. */
export function loadStakerLock(lockId: BigInt, because: string): StakerLock | null {
  const lock = StakerLock.load(numberId(lockId))
  if (lock == null) log.error('{}: lock {} was never made', [because, lockId.toString()])
  return lock
}

/** The one row of all locks. */
export function loadStakingTotals(): StakingTotals {
  const id = protocolId()
  let totals = StakingTotals.load(id)
  if (totals == null) {
    totals = new StakingTotals(id)
    totals.staked = BigInt.zero()
    totals.unbonding = BigInt.zero()
    totals.shares = BigInt.zero()
    totals.burnt = BigInt.zero()
    totals.yieldFunded = BigInt.zero()
    totals.yieldClaimed = BigInt.zero()
    totals.rate = BigInt.zero()
    totals.streamEndsAt = BigInt.zero()
  }
  return totals
}
