import { Address, BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { ArbitratorReward } from '../../generated/schema'
import { eventId } from '../common/id'

/** Writes an arbitrator's share of a decided dispute. */
export function recordArbitratorReward(
  taskId: Bytes,
  arbitrator: Address,
  token: Address,
  amount: BigInt,
  event: ethereum.Event,
): void {
  const reward = new ArbitratorReward(eventId(event))
  reward.dispute = taskId
  reward.arbitrator = arbitrator
  reward.token = token
  reward.amount = amount
  reward.block = event.block.number
  reward.timestamp = event.block.timestamp
  reward.transaction = event.transaction.hash
  reward.save()
}
