import { open } from 'node:fs/promises'
import type { ExecutionTask } from './Executor.js'
import { ExecutorError } from './ExecutorError.js'

/** Opens the input that the program reads as standard input, for the time of a run. */
export async function withStandardInput<T>(
  { inputs, stdin }: Pick<ExecutionTask, 'inputs' | 'stdin'>,
  run: (fd: number | null) => Promise<T>,
): Promise<T> {
  if (stdin === undefined) return run(null)
  const path = inputs.find((input) => input.as === stdin)?.path
  if (path === undefined) throw new ExecutorError(`expected ${stdin}, the standard input, among the job's inputs`)
  // The fetched file, not its copy in the job's directory, which the program may write to.
  const file = await open(path, 'r').catch((error: Error) => {
    throw new ExecutorError(`could not open ${stdin} as standard input: ${error.message}`, { cause: error })
  })
  try {
    return await run(file.fd)
  } finally {
    await file.close()
  }
}
