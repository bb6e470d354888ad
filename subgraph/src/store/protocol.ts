import { BigInt } from '@graphprotocol/graph-ts'
import { Protocol } from '../../generated/schema'
import { protocolId } from '../common/id'

/** The one row of totals, created with zeroes by whichever event comes first. */
export function loadProtocol(): Protocol {
  const id = protocolId()
  let protocol = Protocol.load(id)
  if (protocol == null) {
    protocol = new Protocol(id)
    protocol.nodeCount = 0
    protocol.activeNodeCount = 0
    protocol.providerCount = 0
    protocol.taskCount = 0
    protocol.tasksSettled = 0
    protocol.tasksExpired = 0
    protocol.tasksCancelled = 0
    protocol.tasksDisputed = 0
    protocol.tasksResolved = 0
    protocol.staked = BigInt.zero()
    protocol.slashed = BigInt.zero()
    protocol.open = false
  }
  return protocol
}
