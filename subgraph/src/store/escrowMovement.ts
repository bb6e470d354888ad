import { Address, BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { EscrowMovement } from '../../generated/schema'
import { eventId } from '../common/id'

/** Writes one movement of money. `taskId` is null for withdrawals. */
export function recordEscrowMovement(
  kind: string,
  taskId: Bytes | null,
  token: Address,
  account: Address,
  amount: BigInt,
  event: ethereum.Event,
): void {
  const movement = new EscrowMovement(eventId(event))
  movement.kind = kind
  movement.task = taskId
  movement.token = token
  movement.account = account
  movement.amount = amount
  movement.block = event.block.number
  movement.timestamp = event.block.timestamp
  movement.transaction = event.transaction.hash
  movement.save()
}
