import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, lstat, mkdir, opendir, readdir, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileNameProblem, isOutputPattern, JOB_LIMITS, matchesOutput, outputFolder, outputProblem } from '@aiigo/domain'
import type { CollectedOutput, ExecutionTask } from './Executor.js'
import { ExecutorError } from './ExecutorError.js'

/**
 * Makes the job's directory: inputs and the checkpoint inside, and the folders its outputs and artifacts go to.
 * @throws ExecutorError when it is not empty, a name is unsafe, or an input can't be copied.
 */
export async function prepareJobDirectory(task: ExecutionTask): Promise<void> {
  const { workDir, inputs, checkpoint } = task
  const outputs = [...task.outputs, ...(task.artifacts ?? [])]
  if (!isAbsolute(workDir)) throw new ExecutorError(`expected an absolute job directory, got ${workDir}`)
  const named = [...inputs, ...(checkpoint ? [checkpoint] : [])]
  const names = named.map(({ as }) => ({ name: as, problem: fileNameProblem(as) }))
  for (const { name, problem } of [...names, ...outputs.map((name) => ({ name, problem: outputProblem(name) }))]) {
    if (problem) throw new ExecutorError(`expected a safe file name, got ${JSON.stringify(name)}: ${problem}`)
  }
  try {
    await mkdir(workDir, { recursive: true, mode: 0o700 })
    if ((await readdir(workDir)).length > 0) throw new Error('it is not empty; give every run a directory of its own')
    for (const output of outputs) await mkdir(join(workDir, outputFolder(output)), { recursive: true })
    for (const { as, path } of named) {
      await mkdir(dirname(join(workDir, as)), { recursive: true })
      if (path !== null) await copyFile(path, join(workDir, as))
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
  /** Entries of the job's outputs that no plain file is there for. */
  readonly missingOutputs: string[]
  /** Files that are left out because the result is full: too many bytes together, or too many files. */
  readonly oversizedOutputs: string[]
  /** Files that are left out for their names, which not every machine can hold. */
  readonly unsafeOutputs: string[]
}

export interface CollectOptions {
  /** Of the files together: a program that is stopped at its output limit may have written more. */
  readonly maxBytes?: number
  /** Names of the inputs, which are no outputs. */
  readonly inputs?: readonly string[]
}

/** Entries that a look through the job's directory ends at; the executor stops a program that makes half as many. */
const MAX_WALK = 5_000

/** The plain files below a folder, by their names in the job's directory, in order. Links are not followed. */
async function filesBelow(workDir: string, folder: string): Promise<string[]> {
  const files: string[] = []
  const folders = [folder]
  let entries = 0
  for (let next = folders.pop(); next !== undefined && entries < MAX_WALK; next = folders.pop()) {
    const found = await opendir(join(workDir, next)).catch(() => [])
    for await (const entry of found) {
      entries++
      const name = next === '' ? entry.name : `${next}/${entry.name}`
      if (entry.isDirectory()) folders.push(name)
      else if (entry.isFile()) files.push(name)
      if (entries >= MAX_WALK) break
    }
  }
  return files.sort()
}

/** The files that an entry of the outputs names; a plain name is that file, or the folder of that name. */
async function filesOf(workDir: string, output: string): Promise<string[]> {
  const path = join(workDir, output)
  const isFolder = async (): Promise<boolean> =>
    (await lstat(path).then(
      (status) => status.isDirectory(),
      () => false,
    )) && (await realpath(path)) === path
  if (!isOutputPattern(output)) return (await isFolder()) ? filesBelow(workDir, output) : [output]
  const folder = outputFolder(output)
  const top = join(workDir, folder)
  if ((await realpath(top).catch(() => null)) !== top) return []
  return (await filesBelow(workDir, folder)).filter((name) => matchesOutput(output, name))
}

/** The files that the outputs name and that exist as plain files, with their hashes. */
export async function collectOutputs(
  directory: string,
  outputs: readonly string[],
  { maxBytes = Number.POSITIVE_INFINITY, inputs = [] }: CollectOptions = {},
): Promise<Collected> {
  const workDir = await realpath(directory)
  const result: Collected = { outputs: [], missingOutputs: [], oversizedOutputs: [], unsafeOutputs: [] }
  // Two names that differ in letter case alone would be one file on the buyer's machine.
  const given = new Set(inputs.map((name) => name.toLowerCase()))
  const seen = new Map<string, string>()
  let bytes = 0
  for (const output of outputs) {
    let found = 0
    for (const name of await filesOf(workDir, output)) {
      if (given.has(name.toLowerCase())) continue
      const before = seen.get(name.toLowerCase())
      const collected = before === undefined ? await collect(workDir, name) : null
      if (before === undefined && collected === null) continue
      found++
      if (before === name) continue
      seen.set(name.toLowerCase(), before ?? name)
      if (collected === null || fileNameProblem(name) !== null) {
        result.unsafeOutputs.push(name)
        continue
      }
      if (bytes + collected.size > maxBytes || result.outputs.length >= JOB_LIMITS.outputFiles) {
        result.oversizedOutputs.push(name)
        continue
      }
      bytes += collected.size
      result.outputs.push(collected)
    }
    if (found === 0) result.missingOutputs.push(output)
  }
  return result
}
