import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { StakeMovement } from '../../generated/schema'
import { eventId } from '../common/id'

/** Prepares one movement of collateral; a slash adds its reason before saving. */
export function newStakeMovement(kind: string, nodeId: Bytes, amount: BigInt, event: ethereum.Event): StakeMovement {
  const movement = new StakeMovement(eventId(event))
  movement.kind = kind
  movement.node = nodeId
  movement.amount = amount
  movement.block = event.block.number
  movement.timestamp = event.block.timestamp
  movement.transaction = event.transaction.hash
  return movement
}
