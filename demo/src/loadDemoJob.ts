import { spawn } from 'node:child_process'
import { access, readdir } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NotRetryableError } from '@aiigo/domain'
import { checkJobFiles, type LoadedJob, loadJobFile } from '@aiigo/sdk/node'

/** The project's root: two above this file, both in `src/` and in `dist/`. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

const EXAMPLES = join(projectRoot, 'examples')

function buildExamples(signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    // Its lines go to standard error, whose reader is a person in every mode.
    const build = spawn(process.execPath, [join(projectRoot, 'examples/scripts/build.mjs')], {
      stdio: ['ignore', 2, 2],
      signal,
    })
    build.once('error', fail)
    build.once('exit', (code) => {
      if (code === 0) done()
      else
        fail(
          new NotRetryableError(
            'BUILD_FAILED',
            `expected the examples to compile, the build ended with ${code}; its messages are above`,
          ),
        )
    })
  })
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Whether a path is where the build puts an example's program. */
function isBuilt(path: string): boolean {
  const folder = dirname(path)
  return dirname(folder) === EXAMPLES && basename(path) === `${basename(folder)}.wasm`
}

/**
 * A copy of an example's `job.yaml` alone, wherever it lies: what is not beside it is taken from the one example that
 * has it all.
 */
async function withFilesOfExample(job: LoadedJob, say: (line: string) => void): Promise<LoadedJob> {
  const { program, inputs } = job.file
  const paths = [program.wasm, ...inputs.map(({ path }) => path)]
  const missing: string[] = []
  for (const path of paths) if (!(await isThere(resolve(job.folder, path)))) missing.push(path)
  if (missing.length === 0 || resolve(job.folder).startsWith(EXAMPLES)) return job
  const found: string[] = []
  for (const entry of await readdir(EXAMPLES)) {
    if (!(await isThere(join(EXAMPLES, entry, 'job.yaml')))) continue
    const candidates = missing.map((path) => resolve(EXAMPLES, entry, path))
    const all = await Promise.all(candidates.map(async (path) => isBuilt(path) || (await isThere(path))))
    if (all.every(Boolean)) found.push(join(EXAMPLES, entry))
  }
  const [folder] = found
  if (folder === undefined || found.length > 1) return job
  const located = (path: string): string => (missing.includes(path) ? resolve(folder, path) : path)
  for (const path of missing) say(`${path} is not beside the job file; taking ${relative(projectRoot, located(path))}`)
  return {
    ...job,
    file: {
      ...job.file,
      program: { ...program, wasm: located(program.wasm) },
      inputs: inputs.map((input) => ({ ...input, path: located(input.path) })),
    },
  }
}

/**
 * Reads a job file and looks at the files it names; the examples' programs are compiled when they are not there yet.
 * @param say Told where files come from that are not beside the job file.
 * @throws InvalidInputError with everything wrong.
 */
export async function loadDemoJob(path: string, say: (line: string) => void, signal: AbortSignal): Promise<LoadedJob> {
  const job = await withFilesOfExample(await loadJobFile(path), say)
  const program = resolve(job.folder, job.file.program.wasm)
  if (isBuilt(program) && !(await isThere(program))) await buildExamples(signal)
  await checkJobFiles(job)
  return job
}
