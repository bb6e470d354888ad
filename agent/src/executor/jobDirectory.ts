import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, lstat, mkdir, readdir, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileNameProblem } from '@aiigo/domain'
import type { CollectedOutput, ExecutionTask } from './Executor.js'
import { ExecutorError } from './ExecutorError.js'

/**
 * Makes the job's directory: inputs inside, and the folders its outputs go to.
 * @throws ExecutorError when it is not empty, a name is unsafe, or an input can't be copied.
 */
export async function prepareJobDirectory(task: ExecutionTask): Promise<void> {
  const { workDir, inputs, outputs } = task
  if (!isAbsolute(workDir)) throw new ExecutorError(`expected an absolute job directory, got ${workDir}`)
  for (const name of [...inputs.map((input) => input.as), ...outputs]) {
    const problem = fileNameProblem(name)
    if (problem) throw new ExecutorError(`expected a safe file name, got ${JSON.stringify(name)}: ${problem}`)
  }
  try {
    await mkdir(workDir, { recursive: true, mode: 0o700 })
    if ((await readdir(workDir)).length > 0) throw new Error('it is not empty; give every run a directory of its own')
    for (const name of outputs) await mkdir(dirname(join(workDir, name)), { recursive: true })
    for (const input of inputs) {
      await mkdir(dirname(join(workDir, input.as)), { recursive: true })
      await copyFile(input.path, join(workDir, input.as))
    }
  } catch (error) {
    throw new ExecutorError(`could not prepare the job directory ${workDir}: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

async function collect(workDir: string, name: string): Promise<CollectedOutput | null> {
  const path = join(workDir, name)
  const status = await lstat(path).catch(() => null)
  // A link, on the file or on a folder above it, could name any file of this machine.
  if (!status?.isFile() || (await realpath(path)) !== path) return null
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { name, path, size: status.size, sha256: hash.digest('hex') }
}

/** The named files that exist as plain files, with their hashes, and the names of those that don't. */
export async function collectOutputs(
  directory: string,
  names: readonly string[],
): Promise<{ outputs: CollectedOutput[]; missingOutputs: string[] }> {
  const workDir = await realpath(directory)
  const found = await Promise.all(names.map((name) => collect(workDir, name)))
  return {
    outputs: found.filter((output) => output !== null),
    missingOutputs: names.filter((_, index) => found[index] === null),
  }
}
