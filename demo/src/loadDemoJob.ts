import { spawn } from 'node:child_process'
import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NotRetryableError } from '@aiigo/domain'
import { checkJobFiles, type LoadedJob, loadJobFile } from '@aiigo/sdk/node'

/** The project's root: two above this file, both in `src/` and in `dist/`. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

const BUILT_EXAMPLES = join(projectRoot, 'examples/build/')

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

/**
 * Reads a job file and looks at the files it names; the examples' programs are compiled when they are not there yet.
 * @throws InvalidInputError with everything wrong.
 */
export async function loadDemoJob(path: string, signal: AbortSignal): Promise<LoadedJob> {
  const job = await loadJobFile(path)
  const program = resolve(job.folder, job.file.program.wasm)
  const there = await access(program).then(
    () => true,
    () => false,
  )
  if (!there && program.startsWith(BUILT_EXAMPLES)) await buildExamples(signal)
  await checkJobFiles(job)
  return job
}
