import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { EscrowMovement } from '../../generated/schema'
import { eventPartId } from '../common/id'

/** Kinds of movement; their position is the last byte of a movement's id, so that one event can make one of each. */
const KINDS: string[] = [
  'DEPOSITED',
  'LOCKED',
  'PROVIDER',
  'REFUND',
  'REBATE',
  'BOND_LOCKED',
  'BOND_RETURNED',
  'ARBITRATOR',
  'WITHDRAWN',
  'FEES_WITHDRAWN',
]

/** Writes one movement of money, unless nothing moved. `taskId` is null for deposits and withdrawals. */
export function recordEscrowMovement(
  kind: string,
  taskId: Bytes | null,
  token: Bytes,
  account: Bytes,
  amount: BigInt,
  event: ethereum.Event,
  prepaid: boolean = false,
): void {
  if (amount.isZero()) return
  const movement = new EscrowMovement(eventPartId(event, u8(KINDS.indexOf(kind))))
  movement.kind = kind
  movement.task = taskId
  movement.token = token
  movement.account = account
  movement.amount = amount
  movement.prepaid = prepaid
  movement.block = event.block.number
  movement.timestamp = event.block.timestamp
  movement.transaction = event.transaction.hash
  movement.save()
}
