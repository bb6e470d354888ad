import { Bytes, ethereum, log } from '@graphprotocol/graph-ts'
import { Task } from '../../generated/schema'

/** A task that must exist; null (and a log line) if it does not. */
export function loadTask(taskId: Bytes, because: string): Task | null {
  const task = Task.load(taskId)
  if (task == null) log.error('{}: task {} was never funded', [because, taskId.toHexString()])
  return task
}

/** Saves a task with the time of this change. */
export function saveTask(task: Task, event: ethereum.Event): void {
  task.updatedAt = event.block.timestamp
  task.updatedBlock = event.block.number
  task.save()
}
