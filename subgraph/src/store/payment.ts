import { Address, BigInt, ethereum } from '@graphprotocol/graph-ts'
import { Task } from '../../generated/schema'
import { recordEarned, recordSpent } from './day'
import { creditTo, spendFrom } from './escrowBalance'
import { recordEscrowMovement } from './escrowMovement'
import { loadTokenTotals } from './tokenTotals'

/** The buyer's addition to the budget of the running attempt, base units. */
function addedTo(task: Task): BigInt {
  const added = task.addedBudget
  return added === null ? BigInt.zero() : added
}

/** The buyer's balance pays for more of a task. @param added All that was added, this time and before. */
export function lockMore(task: Task, added: BigInt, event: ethereum.Event): void {
  const amount = added.minus(addedTo(task))
  task.addedBudget = added
  if (amount.isZero()) return
  const token = Address.fromBytes(task.token)
  const buyer = Address.fromBytes(task.buyer)
  spendFrom(buyer, token, amount)
  recordEscrowMovement('LOCKED', task.id, token, buyer, amount, event, true)
  const totals = loadTokenTotals(token)
  totals.locked = totals.locked.plus(amount)
  totals.claimable = totals.claimable.minus(amount)
  totals.save()
}

/** The attempt failed: what was added for it goes back. */
export function returnAdded(task: Task, event: ethereum.Event): void {
  const amount = addedTo(task)
  task.addedBudget = null
  task.addedUsage = null
  if (amount.isZero()) return
  refundTo(task, amount, event)
}

/**
 * A lock went to provider, platform and buyer, as the contracts say. The buyer gets the rest of the deposit,
 * and, of a task that was paid in AIIGO, a share of the fee.
 * @param cost What was paid for the work; zero when the buyer won a dispute.
 */
export function payOut(
  task: Task,
  cost: BigInt,
  treasuryAmount: BigInt,
  providerAmount: BigInt,
  buyerAmount: BigInt,
  event: ethereum.Event,
): void {
  const budget = task.budget.plus(addedTo(task))
  const rest = budget.minus(cost)
  // A buyer who won against a node too small to slash pays the arbitrators out of the deposit.
  const refund = buyerAmount.lt(rest) ? buyerAmount : rest
  const rebate = buyerAmount.minus(refund)
  task.fee = treasuryAmount
  task.providerAmount = providerAmount
  task.refund = refund
  task.rebate = rebate

  const token = Address.fromBytes(task.token)
  const buyer = Address.fromBytes(task.buyer)
  creditTo(buyer, token, buyerAmount)
  recordEscrowMovement('REFUND', task.id, token, buyer, refund, event)
  recordEscrowMovement('REBATE', task.id, token, buyer, rebate, event)
  recordSpent(buyer, token, budget.minus(buyerAmount), event)
  const provider = task.provider
  if (provider !== null) {
    const node = task.node
    if (node !== null) recordEarned(node, provider, token, providerAmount, event)
    creditTo(Address.fromBytes(provider), token, providerAmount)
    recordEscrowMovement('PROVIDER', task.id, token, provider, providerAmount, event)
  }

  const totals = loadTokenTotals(token)
  totals.locked = totals.locked.minus(treasuryAmount).minus(providerAmount).minus(buyerAmount)
  totals.claimable = totals.claimable.plus(providerAmount).plus(buyerAmount)
  totals.feesHeld = totals.feesHeld.plus(treasuryAmount)
  totals.volume = totals.volume.plus(cost)
  totals.fees = totals.fees.plus(treasuryAmount)
  totals.rebates = totals.rebates.plus(rebate)
  totals.refunds = totals.refunds.plus(refund)
  totals.save()
}

/** The whole deposit goes back. */
export function payBack(task: Task, amount: BigInt, event: ethereum.Event): void {
  task.refund = amount
  refundTo(task, amount, event)
}

/** A part of a lock, or all of it, goes back to the buyer. */
function refundTo(task: Task, amount: BigInt, event: ethereum.Event): void {
  const token = Address.fromBytes(task.token)
  const buyer = Address.fromBytes(task.buyer)
  creditTo(buyer, token, amount)
  recordEscrowMovement('REFUND', task.id, token, buyer, amount, event)
  const totals = loadTokenTotals(token)
  totals.locked = totals.locked.minus(amount)
  totals.claimable = totals.claimable.plus(amount)
  totals.refunds = totals.refunds.plus(amount)
  totals.save()
}
