import { Bytes, ethereum } from '@graphprotocol/graph-ts'
import { TaskEvent } from '../../generated/schema'
import { eventId } from '../common/id'

/** Writes one line of a task's history. `nodeId` is null when no node is involved. */
export function recordTaskEvent(
  taskId: Bytes,
  action: string,
  attempt: i32,
  nodeId: Bytes | null,
  event: ethereum.Event,
): void {
  const record = new TaskEvent(eventId(event))
  record.task = taskId
  record.action = action
  record.attempt = attempt
  record.node = nodeId
  record.block = event.block.number
  record.timestamp = event.block.timestamp
  record.transaction = event.transaction.hash
  record.save()
}
