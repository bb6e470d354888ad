import { Bytes, ethereum } from '@graphprotocol/graph-ts'
import { Penalty } from '../../generated/schema'
import { eventId } from '../common/id'

/** Writes one penalty with its reason. */
export function recordPenalty(nodeId: Bytes, reason: string, refId: Bytes, event: ethereum.Event): void {
  const penalty = new Penalty(eventId(event))
  penalty.node = nodeId
  penalty.reason = reason
  penalty.refId = refId
  penalty.block = event.block.number
  penalty.timestamp = event.block.timestamp
  penalty.transaction = event.transaction.hash
  penalty.save()
}
