import { Bytes, log } from '@graphprotocol/graph-ts'
import { Dispute } from '../../generated/schema'

/** A dispute that must exist; null (and a log line) if it does not. */
export function loadDispute(taskId: Bytes, because: string): Dispute | null {
  const dispute = Dispute.load(taskId)
  if (dispute == null) log.error('{}: task {} was never disputed', [because, taskId.toHexString()])
  return dispute
}
