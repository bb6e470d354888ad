import { access, readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { programFileOf, withProgramPath } from '@aiigo/domain'
import type { LoadedJob } from './LoadedJob.js'

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
 * @returns the job with absolute paths for these files, and the list of them; a program need not be compiled yet
 * @example const { job, located } = await withExampleFiles(await loadJobFile('job.yaml'), '/opt/aiigo/examples')
 */
export async function withExampleFiles(
  job: LoadedJob,
  examples: string,
): Promise<{ readonly job: LoadedJob; readonly located: readonly LocatedFile[] }> {
  const root = resolve(examples)
  const { inputs } = job.file
  const program = programFileOf(job.file)
  const missing: string[] = []
  for (const path of [program.path, ...inputs.map((input) => input.path)]) {
    if (!(await isThere(resolve(job.folder, path)))) missing.push(path)
  }
  const none = { job, located: [] }
  if (missing.length === 0 || `${resolve(job.folder)}${sep}`.startsWith(`${root}${sep}`)) return none
  const found: string[] = []
  for (const entry of await readdir(root).catch(() => [])) {
    if (!(await isThere(join(root, entry, 'job.yaml')))) continue
    const candidates = missing.map((path) => resolve(root, entry, path))
    const all = await Promise.all(candidates.map(async (path) => isExampleProgram(root, path) || (await isThere(path))))
    if (all.every(Boolean)) found.push(join(root, entry))
  }
  const [folder] = found
  if (folder === undefined || found.length > 1) return none
  const located = (path: string): string => (missing.includes(path) ? resolve(folder, path) : path)
  return {
    job: {
      ...job,
      file: {
        ...withProgramPath(job.file, located(program.path)),
        inputs: inputs.map((input) => ({ ...input, path: located(input.path) })),
      },
    },
    located: missing.map((path) => ({ path, from: located(path) })),
  }
}
