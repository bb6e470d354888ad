import { ethereum } from '@graphprotocol/graph-ts'
import { ParameterChange } from '../../generated/schema'
import { eventId } from '../common/id'

/** Notes that a parameter of the contract that speaks got a value. */
export function recordParameter(name: string, value: string, event: ethereum.Event): void {
  const change = new ParameterChange(eventId(event))
  change.contract = event.address
  change.name = name
  change.value = value
  change.block = event.block.number
  change.timestamp = event.block.timestamp
  change.transaction = event.transaction.hash
  change.save()
}
