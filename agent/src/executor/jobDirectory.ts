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

export interface Collected {
  readonly outputs: CollectedOutput[]
  /** Those that don't exist or are no plain files. */
  readonly missingOutputs: string[]
  /** Those that are left out because all together are larger than `maxBytes`. */
  readonly oversizedOutputs: string[]
}

/**
 * The named files that exist as plain files, with their hashes.
 * @param maxBytes of the files together: a program that is stopped at its output limit may have written more.
 */
export async function collectOutputs(
  directory: string,
  names: readonly string[],
  maxBytes = Number.POSITIVE_INFINITY,
): Promise<Collected> {
  const workDir = await realpath(directory)
  const found = await Promise.all(names.map((name) => collect(workDir, name)))
  const outputs: CollectedOutput[] = []
  const oversizedOutputs: string[] = []
  let bytes = 0
  for (const output of found) {
    if (output === null) continue
    if (bytes + output.size > maxBytes) {
      oversizedOutputs.push(output.name)
      continue
    }
    bytes += output.size
    outputs.push(output)
  }
  return { outputs, missingOutputs: names.filter((_, index) => found[index] === null), oversizedOutputs }
}
