import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { BuyerDay, NodeDay, ProviderDay } from '../../generated/schema'
import { dayId } from '../common/id'

const DAY_SECONDS = 86_400

/** Adds a payment to the day of the node and of its provider. Nothing earned leaves no row. */
export function recordEarned(node: Bytes, provider: Bytes, token: Bytes, earned: BigInt, event: ethereum.Event): void {
  if (earned.isZero()) return
  const day = dayOf(event)
  const nodeDayId = dayId(node, token, day)
  let nodeDay = NodeDay.load(nodeDayId)
  if (nodeDay == null) {
    nodeDay = new NodeDay(nodeDayId)
    nodeDay.node = node
    nodeDay.token = token
    nodeDay.startsAt = startOf(day)
    nodeDay.tasks = 0
    nodeDay.earned = BigInt.zero()
  }
  nodeDay.tasks += 1
  nodeDay.earned = nodeDay.earned.plus(earned)
  nodeDay.save()

  const providerDayId = dayId(provider, token, day)
  let providerDay = ProviderDay.load(providerDayId)
  if (providerDay == null) {
    providerDay = new ProviderDay(providerDayId)
    providerDay.provider = provider
    providerDay.token = token
    providerDay.startsAt = startOf(day)
    providerDay.tasks = 0
    providerDay.earned = BigInt.zero()
  }
  providerDay.tasks += 1
  providerDay.earned = providerDay.earned.plus(earned)
  providerDay.save()
}

/** Adds a task's cost to the day of its buyer. Nothing spent leaves no row. */
export function recordSpent(buyer: Bytes, token: Bytes, spent: BigInt, event: ethereum.Event): void {
  if (spent.isZero()) return
  const day = dayOf(event)
  const id = dayId(buyer, token, day)
  let buyerDay = BuyerDay.load(id)
  if (buyerDay == null) {
    buyerDay = new BuyerDay(id)
    buyerDay.buyer = buyer
    buyerDay.token = token
    buyerDay.startsAt = startOf(day)
    buyerDay.tasks = 0
    buyerDay.spent = BigInt.zero()
  }
  buyerDay.tasks += 1
  buyerDay.spent = buyerDay.spent.plus(spent)
  buyerDay.save()
}

function dayOf(event: ethereum.Event): i32 {
  return event.block.timestamp.toI32() / DAY_SECONDS
}

function startOf(day: i32): BigInt {
  return BigInt.fromI32(day).times(BigInt.fromI32(DAY_SECONDS))
}
