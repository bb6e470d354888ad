import { Bytes, ethereum } from '@graphprotocol/graph-ts'
import { Task } from '../../generated/schema'
import {
  FeeChanged,
  TaskAssigned,
  TaskCancelled,
  TaskExpired,
  TaskFunded,
  TaskReleased,
  TaskReopened,
  TaskSettled,
  TaskSubmitted,
} from '../../generated/TaskMarketplace/TaskMarketplace'
import { resourceTypeName } from '../common/enumNames'
import { isZero } from '../common/isZero'
import { closeAssignment, openAssignment } from '../store/node'
import { loadProtocol } from '../store/protocol'
import { countCompletedTask, countFailedTask } from '../store/provider'
import { loadTask, saveTask } from '../store/task'
import { recordTaskEvent } from '../store/taskEvent'

export function handleTaskFunded(event: TaskFunded): void {
  const request = event.params.request
  const task = new Task(event.params.taskId)
  task.jobId = event.params.jobId
  task.buyer = event.params.buyer
  task.token = request.token
  task.budget = request.budget
  task.maxRate = request.maxRate
  task.maxUsage = request.maxUsage
  task.resourceType = resourceTypeName(request.resourceType)
  task.workSeconds = request.workSeconds
  task.windowSeconds = request.windowSeconds
  task.fundBy = request.fundBy
  task.assignBy = request.assignBy
  task.matcher = request.matcher
  task.specHash = request.specHash
  task.feeBps = event.params.feeBps
  task.state = 'FUNDED'
  task.attempt = 0
  task.createdAt = event.block.timestamp
  saveTask(task, event)
  recordTaskEvent(event.params.taskId, 'FUNDED', 0, null, event)

  const protocol = loadProtocol()
  protocol.taskCount += 1
  protocol.save()
}

export function handleTaskAssigned(event: TaskAssigned): void {
  const task = loadTask(event.params.taskId, 'TaskAssigned')
  if (task == null) return
  task.state = 'ASSIGNED'
  task.attempt = event.params.attempt
  task.node = event.params.nodeId
  task.provider = event.params.provider
  task.rate = event.params.rate
  task.dueAt = event.params.dueAt
  saveTask(task, event)
  recordTaskEvent(event.params.taskId, 'ASSIGNED', event.params.attempt, event.params.nodeId, event)
  openAssignment(event.params.nodeId, event)
}

/** An attempt ended without a result and the task waits for another node. */
function backToFunded(taskId: Bytes, action: string, attempt: i32, nodeId: Bytes, event: ethereum.Event): void {
  const task = loadTask(taskId, action)
  if (task == null) return
  const provider = task.provider
  task.state = 'FUNDED'
  task.node = null
  task.provider = null
  task.rate = null
  task.dueAt = null
  saveTask(task, event)
  recordTaskEvent(taskId, action, attempt, nodeId, event)
  closeAssignment(nodeId, event)
  if (provider !== null) countFailedTask(provider)
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
  task.settleAfter = event.params.settleAfter
  saveTask(task, event)
  recordTaskEvent(event.params.taskId, 'SUBMITTED', event.params.attempt, event.params.nodeId, event)
  closeAssignment(event.params.nodeId, event)
}

export function handleTaskSettled(event: TaskSettled): void {
  const task = loadTask(event.params.taskId, 'TaskSettled')
  if (task == null) return
  task.state = 'SETTLED'
  task.cost = event.params.cost
  task.fee = event.params.fee
  task.providerAmount = event.params.providerAmount
  task.refund = event.params.refund
  task.approved = event.params.approved
  saveTask(task, event)
  recordTaskEvent(event.params.taskId, 'SETTLED', event.params.attempt, event.params.nodeId, event)

  const protocol = loadProtocol()
  protocol.tasksSettled += 1
  protocol.save()
  const provider = task.provider
  if (provider !== null) countCompletedTask(provider)
}

export function handleTaskCancelled(event: TaskCancelled): void {
  const task = loadTask(event.params.taskId, 'TaskCancelled')
  if (task == null) return
  task.state = 'CANCELLED'
  task.refund = event.params.refund
  saveTask(task, event)
  recordTaskEvent(event.params.taskId, 'CANCELLED', task.attempt, null, event)

  const protocol = loadProtocol()
  protocol.tasksCancelled += 1
  protocol.save()
}

export function handleTaskExpired(event: TaskExpired): void {
  const task = loadTask(event.params.taskId, 'TaskExpired')
  if (task == null) return
  const missed = !isZero(event.params.nodeId)
  // The node stays on the task: it is part of how it ended.
  task.state = 'EXPIRED'
  task.refund = event.params.refund
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
  protocol.save()
}
