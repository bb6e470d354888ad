import { spawn } from 'node:child_process'
import { access } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NotRetryableError, programFileOf } from '@aiigo/domain'
import { checkJobFiles, isExampleProgram, type LoadedJob, loadJobFile, withExampleFiles } from '@aiigo/sdk/node'

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

/**
 * Reads a job file and looks at the files it names; the examples' programs are compiled when they are not there yet.
 * @param say Told where files come from that are not beside the job file.
 * @throws InvalidInputError with everything wrong.
 */
export async function loadDemoJob(path: string, say: (line: string) => void, signal: AbortSignal): Promise<LoadedJob> {
  const { job, located } = await withExampleFiles(await loadJobFile(path), EXAMPLES)
  for (const { path: name, from } of located) {
    say(`${name} is not beside the job file; taking ${relative(projectRoot, from)}`)
  }
  const main = programFileOf(job.file)
  const program = main && resolve(job.folder, main.path)
  if (program && isExampleProgram(EXAMPLES, program) && !(await isThere(program))) await buildExamples(signal)
  await checkJobFiles(job)
  return job
}
