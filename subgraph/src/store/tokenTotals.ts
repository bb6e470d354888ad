import { Address, BigInt } from '@graphprotocol/graph-ts'
import { TokenTotals } from '../../generated/schema'

/** Totals of one payment token, created with zeroes on first use. */
export function loadTokenTotals(token: Address): TokenTotals {
  let totals = TokenTotals.load(token)
  if (totals == null) {
    totals = new TokenTotals(token)
    totals.allowed = false
    totals.locked = BigInt.zero()
    totals.claimable = BigInt.zero()
    totals.feesHeld = BigInt.zero()
    totals.volume = BigInt.zero()
    totals.fees = BigInt.zero()
    totals.rebates = BigInt.zero()
    totals.refunds = BigInt.zero()
  }
  return totals
}
