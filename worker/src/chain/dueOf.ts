import type { Attempt } from '@aiigo/storage'
import type { TaskOnChain } from './TaskOnChain.js'

/** Deadline that the buyer has moved for an attempt, as the record has it; null where it has not. */
export function extendedTo(attempt: Pick<Attempt, 'onChain'> | null): Date | null {
  const extension = attempt?.onChain?.extension
  return extension ? new Date(extension.dueAt * 1000) : null
}

/**
 * When the result of an assigned task is due. A look without the subgraph goes by the extension of the record.
 * @param recorded deadline of the attempt that the task is in, where its buyer has moved it
 */
export function dueOf(
  task: Pick<TaskOnChain, 'since' | 'extendedTo'>,
  { workSeconds }: { readonly workSeconds: number },
  recorded: Date | null,
): Date {
  const extended = task.extendedTo === undefined ? recorded : task.extendedTo
  return extended ?? new Date(task.since.getTime() + workSeconds * 1000)
}
