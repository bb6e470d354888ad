import { access, readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { type JobFile, withProgramPath } from '@aiigo/domain'
import { jobFilePaths } from '../buyer/uploadJob.js'
import type { LoadedGroup, LoadedJob } from './LoadedJob.js'

/** A file of a job that was taken from an example. */
export interface LocatedFile {
  /** As the job file names it. */
  readonly path: string
  /** Absolute. */
  readonly from: string
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/**
 * Whether a path is where the build of the examples puts a program.
 * @example isExampleProgram('/opt/aiigo/examples', '/opt/aiigo/examples/kmeans/kmeans.wasm') // true
 */
export function isExampleProgram(examples: string, path: string): boolean {
  const folder = dirname(path)
  return (
    dirname(folder) === resolve(examples) &&
    [`${basename(folder)}.wasm`, `${basename(folder)}.tar`].includes(basename(path))
  )
}

/**
 * A copy of an example's `job.yaml` alone, wherever it lies: the files that are not beside it are taken from the one
 * example that has them all.
 * @param examples The folder of the examples; one that is not there has none.
 * @returns the same with absolute paths for these files, and the list of them; a program need not be compiled yet
 * @example const { job, located } = await withExampleFiles(await loadJobFile('job.yaml'), '/opt/aiigo/examples')
 */
export async function withExampleFiles<T extends LoadedJob | LoadedGroup>(
  job: T,
  examples: string,
): Promise<{ readonly job: T; readonly located: readonly LocatedFile[] }> {
  const root = resolve(examples)
  const files = 'group' in job ? job.group.jobs.map(({ file }) => file) : [job.file]
  const missing = new Set<string>()
  for (const path of new Set(files.flatMap(pathsOf))) {
    if (!(await isThere(resolve(job.folder, path)))) missing.add(path)
  }
  const none = { job, located: [] }
  if (missing.size === 0 || `${resolve(job.folder)}${sep}`.startsWith(`${root}${sep}`)) return none
  const found: string[] = []
  for (const entry of await readdir(root).catch(() => [])) {
    if (!(await isThere(join(root, entry, 'job.yaml')))) continue
    const candidates = [...missing].map((path) => resolve(root, entry, path))
    const all = await Promise.all(candidates.map(async (path) => isExampleProgram(root, path) || (await isThere(path))))
    if (all.every(Boolean)) found.push(join(root, entry))
  }
  const [folder] = found
  if (folder === undefined || found.length > 1) return none
  const locate = (path: string): string => (missing.has(path) ? resolve(folder, path) : path)
  const moved =
    'group' in job
      ? { group: { ...job.group, jobs: job.group.jobs.map((one) => ({ ...one, file: relocated(one.file, locate) })) } }
      : { file: relocated(job.file, locate) }
  return {
    job: { ...job, ...moved },
    located: [...missing].map((path) => ({ path, from: locate(path) })),
  }
}

/** Program and inputs of a job on this machine; examples have no secrets. */
const pathsOf = (file: JobFile): string[] =>
  jobFilePaths(file).flatMap(({ field, path }) => (field.startsWith('secrets.') ? [] : [path]))

/** The same job with other paths for its program and its inputs; those of other jobs' outputs stay. */
function relocated(file: JobFile, locate: (path: string) => string): JobFile {
  return {
    ...withProgramPath(file, locate),
    inputs: file.inputs.map((input) => (input.from === undefined ? { ...input, path: locate(input.path) } : input)),
  }
}
