import { Address, BigInt, ethereum } from '@graphprotocol/graph-ts'
import { AllowanceChanged, AllowanceTaken, Spent } from '../../generated/DaoTreasury/DaoTreasury'
import { TreasuryMovement } from '../../generated/schema'
import { eventId } from '../common/id'
import { recordParameter } from '../store/parameterChange'

function recordMovement(
  kind: string,
  token: Address,
  to: Address,
  amount: BigInt,
  left: BigInt,
  event: ethereum.Event,
): void {
  const movement = new TreasuryMovement(eventId(event))
  movement.kind = kind
  movement.token = token
  movement.to = to
  movement.amount = amount
  movement.left = left
  movement.block = event.block.number
  movement.timestamp = event.block.timestamp
  movement.transaction = event.transaction.hash
  movement.save()
}

export function handleSpent(event: Spent): void {
  recordMovement('SPENT', event.params.token, event.params.to, event.params.amount, event.params.left, event)
}

export function handleAllowanceTaken(event: AllowanceTaken): void {
  recordMovement('ALLOWANCE', Address.zero(), event.params.operator, event.params.amount, event.params.left, event)
}

export function handleAllowanceChanged(event: AllowanceChanged): void {
  recordParameter('relayAllowance', event.params.allowance.toString(), event)
}
