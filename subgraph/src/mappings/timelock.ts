import { Bytes, log } from '@graphprotocol/graph-ts'
import {
  CallExecuted,
  CallSalt,
  CallScheduled,
  Cancelled,
  MinDelayChange,
} from '../../generated/AiigoTimelock/AiigoTimelock'
import { TimelockCall, TimelockOperation } from '../../generated/schema'
import { recordParameter } from '../store/parameterChange'

function loadOperation(id: Bytes, because: string): TimelockOperation | null {
  const operation = TimelockOperation.load(id)
  if (operation == null) log.error('{}: operation {} was never scheduled', [because, id.toHexString()])
  return operation
}

export function handleCallScheduled(event: CallScheduled): void {
  const id = event.params.id
  const index = event.params.index.toI32()
  if (index == 0) {
    const operation = new TimelockOperation(id)
    operation.state = 'SCHEDULED'
    operation.predecessor = event.params.predecessor
    operation.readyAt = event.block.timestamp.plus(event.params.delay)
    operation.scheduledAt = event.block.timestamp
    operation.save()
  }
  const call = new TimelockCall(id.concatI32(index))
  call.operation = id
  call.index = index
  call.target = event.params.target
  call.value = event.params.value
  call.data = event.params.data
  call.executed = false
  call.save()
}

export function handleCallSalt(event: CallSalt): void {
  const operation = loadOperation(event.params.id, 'CallSalt')
  if (operation == null) return
  operation.salt = event.params.salt
  operation.save()
}

/** All calls of an operation are made in one transaction, or none. */
export function handleCallExecuted(event: CallExecuted): void {
  const operation = loadOperation(event.params.id, 'CallExecuted')
  if (operation == null) return
  const call = TimelockCall.load(event.params.id.concatI32(event.params.index.toI32()))
  if (call !== null) {
    call.executed = true
    call.save()
  }
  if (operation.state == 'DONE') return
  operation.state = 'DONE'
  operation.save()
}

export function handleOperationCancelled(event: Cancelled): void {
  const operation = loadOperation(event.params.id, 'Cancelled')
  if (operation == null) return
  operation.state = 'CANCELLED'
  operation.save()
}

export function handleMinDelayChange(event: MinDelayChange): void {
  recordParameter('minDelay', event.params.newDuration.toString(), event)
}
