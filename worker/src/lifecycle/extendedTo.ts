import type { Standing } from './followTask.js'

/** Deadline that the buyer has moved for the attempt that the task is in; null where it has not. */
export function extendedTo({ attempt, task }: Pick<Standing, 'attempt' | 'task'>): Date | null {
  const extension = attempt?.number === task.attempt ? attempt.onChain?.extension : undefined
  return extension ? new Date(extension.dueAt * 1_000) : null
}
