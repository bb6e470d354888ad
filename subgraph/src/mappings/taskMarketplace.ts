import { BigInt, Bytes, ethereum } from '@graphprotocol/graph-ts'
import { BatchFailure, CancelledRequest, Task } from '../../generated/schema'
import {
  BatchItemFailed,
  FeeChanged,
  MarketOpened,
  Paused,
  TaskAssigned,
  TaskCancelled,
  TaskExpired,
  TaskExtended,
  TaskFunded,
  TaskReleased,
  TaskReopened,
  TaskSettled,
  TaskSubmitted,
  TokenPolicyChanged,
  Unpaused,
} from '../../generated/TaskMarketplace/TaskMarketplace'
import { resourceTypeName } from '../common/enumNames'
import { eventId } from '../common/id'
import { isZero } from '../common/isZero'
import { spendFrom } from '../store/escrowBalance'
import { recordEscrowMovement } from '../store/escrowMovement'
import { closeAssignment, openAssignment } from '../store/node'
import { recordParameter } from '../store/parameterChange'
import { lockMore, payBack, payOut, returnAdded } from '../store/payment'
import { loadProtocol } from '../store/protocol'
import { countCompletedTask, countFailedTask } from '../store/provider'
import { loadTask, saveTask } from '../store/task'
import { recordTaskEvent } from '../store/taskEvent'
import { loadTokenTotals } from '../store/tokenTotals'

export function handleTaskFunded(event: TaskFunded): void {
  const request = event.params.request
  const task = new Task(event.params.taskId)
  // The terms (feeBps, rebateBps and the number of the token policies, 16 bits each), then whether the deposit came out
  // of the buyer's balance.
  const funding = event.params.funding
  const prepaid = !funding.rightShift(48).isZero()
  task.jobId = request.jobId
  task.buyer = request.buyer
  task.token = request.token
  task.budget = request.budget
  task.maxRate = request.maxRate
  task.maxUsage = request.maxUsage
  task.resourceType = resourceTypeName(request.resourceType)
  task.units = request.units
  task.workSeconds = request.workSeconds
  task.windowSeconds = request.windowSeconds
  task.fundBy = request.fundBy
  task.assignBy = request.assignBy
  task.matcher = request.matcher
  task.specHash = request.specHash
  task.maxFeeBps = request.maxFeeBps
  task.terms = funding.minus(funding.rightShift(48).leftShift(48))
  task.feeBps = lowest16(funding)
  task.rebateBps = lowest16(funding.rightShift(16))
  task.prepaid = prepaid
  task.state = 'FUNDED'
  task.attempt = 0
  task.createdAt = event.block.timestamp
  saveTask(task, event)
  recordTaskEvent(event.params.taskId, 'FUNDED', 0, null, event)

  const protocol = loadProtocol()
  protocol.taskCount += 1
  protocol.save()

  recordEscrowMovement('LOCKED', task.id, request.token, request.buyer, request.budget, event, prepaid)
  const totals = loadTokenTotals(request.token)
  totals.locked = totals.locked.plus(request.budget)
  if (prepaid) {
    spendFrom(request.buyer, request.token, request.budget)
    totals.claimable = totals.claimable.minus(request.budget)
  }
  totals.save()
}

function lowest16(value: BigInt): i32 {
  return value.bitAnd(BigInt.fromI32(0xffff)).toI32()
}

export function handleTaskAssigned(event: TaskAssigned): void {
  const task = loadTask(event.params.taskId, 'TaskAssigned')
  if (task == null) return
  task.state = 'ASSIGNED'
  task.attempt = event.params.attempt
  task.node = event.params.nodeId
  task.provider = event.params.provider
  task.rate = event.params.rate
  task.unitsPerSecond = event.params.unitsPerSecond
  task.assignedAt = event.block.timestamp
  task.dueAt = event.block.timestamp.plus(task.workSeconds)
  saveTask(task, event)
  recordTaskEvent(event.params.taskId, 'ASSIGNED', event.params.attempt, event.params.nodeId, event)
  openAssignment(event.params.nodeId, event)
}

/** An attempt ended without a result and the task waits for another node. */
function backToFunded(taskId: Bytes, action: string, attempt: i32, nodeId: Bytes, event: ethereum.Event): void {
  const task = loadTask(taskId, action)
  if (task == null) return
  const provider = task.provider
  returnAdded(task, event)
  task.state = 'FUNDED'
  task.node = null
  task.provider = null
  task.rate = null
  task.unset('unitsPerSecond')
  task.assignedAt = null
  task.dueAt = null
  saveTask(task, event)
  recordTaskEvent(taskId, action, attempt, nodeId, event)
  closeAssignment(nodeId, event)
  if (provider !== null) countFailedTask(provider)
}

/** The event has the new totals; the request keeps what its buyer signed. */
export function handleTaskExtended(event: TaskExtended): void {
  const task = loadTask(event.params.taskId, 'TaskExtended')
  if (task == null) return
  task.dueAt = event.params.dueAt
  task.addedUsage = event.params.maxUsage.minus(task.maxUsage)
  lockMore(task, event.params.budget.minus(task.budget), event)
  saveTask(task, event)
  recordTaskEvent(event.params.taskId, 'EXTENDED', event.params.attempt, event.params.nodeId, event)
}

export function handleTaskReleased(event: TaskReleased): void {
  backToFunded(event.params.taskId, 'RELEASED', event.params.attempt, event.params.nodeId, event)
}

export function handleTaskReopened(event: TaskReopened): void {
  backToFunded(event.params.taskId, 'REOPENED', event.params.attempt, event.params.nodeId, event)
}

export function handleTaskSubmitted(event: TaskSubmitted): void {
  const task = loadTask(event.params.taskId, 'TaskSubmitted')
  if (task == null) return
  task.state = 'SUBMITTED'
  task.usage = event.params.usage
  task.cost = event.params.cost
  task.resultHash = event.params.resultHash
  task.settleAfter = event.block.timestamp.plus(task.windowSeconds)
  saveTask(task, event)
  const node = task.node
  recordTaskEvent(event.params.taskId, 'SUBMITTED', task.attempt, node, event)
  if (node !== null) closeAssignment(node, event)
}

export function handleTaskSettled(event: TaskSettled): void {
  const task = loadTask(event.params.taskId, 'TaskSettled')
  if (task == null) return
  task.state = 'SETTLED'
  const submitted = task.cost
  const cost = submitted === null ? BigInt.zero() : submitted
  const treasuryAmount = event.params.treasuryAmount
  const providerAmount = event.params.providerAmount
  payOut(task, cost, treasuryAmount, providerAmount, event.params.buyerAmount, event)
  task.approved = event.params.approved
  saveTask(task, event)
  recordTaskEvent(event.params.taskId, 'SETTLED', task.attempt, event.params.nodeId, event)

  const protocol = loadProtocol()
  protocol.tasksSettled += 1
  protocol.save()
  const provider = task.provider
  if (provider !== null) countCompletedTask(provider)
}

export function handleTaskCancelled(event: TaskCancelled): void {
  const task = Task.load(event.params.taskId)
  if (task == null) {
    recordCancelledRequest(event)
    return
  }
  task.state = 'CANCELLED'
  payBack(task, event.params.refund, event)
  saveTask(task, event)
  recordTaskEvent(event.params.taskId, 'CANCELLED', task.attempt, null, event)

  const protocol = loadProtocol()
  protocol.tasksCancelled += 1
  protocol.save()
}

/** A request that was signed and never funded. */
function recordCancelledRequest(event: TaskCancelled): void {
  const request = new CancelledRequest(event.params.taskId)
  request.buyer = event.params.buyer
  request.block = event.block.number
  request.timestamp = event.block.timestamp
  request.transaction = event.transaction.hash
  request.save()
}

export function handleTaskExpired(event: TaskExpired): void {
  const task = loadTask(event.params.taskId, 'TaskExpired')
  if (task == null) return
  const missed = !isZero(event.params.nodeId)
  // The node stays on the task: it is part of how it ended.
  task.state = 'EXPIRED'
  payBack(task, event.params.refund, event)
  saveTask(task, event)
  recordTaskEvent(event.params.taskId, 'EXPIRED', task.attempt, missed ? event.params.nodeId : null, event)

  const protocol = loadProtocol()
  protocol.tasksExpired += 1
  protocol.save()
  if (!missed) return
  closeAssignment(event.params.nodeId, event)
  const provider = task.provider
  if (provider !== null) countFailedTask(provider)
}

export function handleFeeChanged(event: FeeChanged): void {
  const protocol = loadProtocol()
  protocol.feeBps = event.params.feeBps
  protocol.rebateBps = event.params.rebateBps
  protocol.save()
  recordParameter('feeBps,rebateBps', `${event.params.feeBps},${event.params.rebateBps}`, event)
}

export function handleTokenPolicyChanged(event: TokenPolicyChanged): void {
  const policy = event.params.policy
  const totals = loadTokenTotals(event.params.token)
  totals.smallTaskCap = policy.smallTaskCap
  totals.trustFrom = policy.trustFrom
  totals.slashableFrom = policy.slashableFrom
  totals.disputeBondFloor = policy.disputeBondFloor
  totals.save()
}

export function handleMarketOpened(event: MarketOpened): void {
  const protocol = loadProtocol()
  protocol.open = true
  protocol.save()
  recordParameter('open', 'true', event)
}

export function handlePaused(event: Paused): void {
  setPausedUntil(event.params.until, event)
}

/** The pause ended a second ago: new tasks are possible from this block on. */
export function handleUnpaused(event: Unpaused): void {
  setPausedUntil(event.block.timestamp.minus(BigInt.fromI32(1)), event)
}

function setPausedUntil(until: BigInt, event: ethereum.Event): void {
  const protocol = loadProtocol()
  protocol.pausedUntil = until
  protocol.save()
  recordParameter('pausedUntil', until.toString(), event)
}

export function handleBatchItemFailed(event: BatchItemFailed): void {
  const failure = new BatchFailure(eventId(event))
  failure.index = event.params.index
  failure.reason = event.params.reason
  failure.block = event.block.number
  failure.timestamp = event.block.timestamp
  failure.transaction = event.transaction.hash
  failure.save()
}
