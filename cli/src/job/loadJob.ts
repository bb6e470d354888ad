import { access, readdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { programFileOf } from '@aiigo/domain'
import { problemsOf } from '@aiigo/sdk'
import { checkJobFiles, isExampleProgram, type LoadedJob, loadJobFile, withExampleFiles } from '@aiigo/sdk/node'
import { CliError } from '@aiigo/terminal'
import type { Context } from '../Context.js'

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** The job file that a word means: a path, or the name of an example. */
async function pathOf({ settings }: Context, word: string): Promise<string> {
  const path = resolve(word)
  if (await isThere(path)) return path
  const example = join(settings.examples, word, 'job.yaml')
  if (/^[a-z0-9-]+$/.test(word) && (await isThere(example))) return example
  const names = await readdir(settings.examples).catch(() => [])
  const examples: string[] = []
  for (const name of names) if (await isThere(join(settings.examples, name, 'job.yaml'))) examples.push(name)
  throw new CliError(
    'JOB_FILE_UNREADABLE',
    `expected a job file at ${path}, there is none`,
    examples.length > 0 ? `check the path, or take an example by its name: ${examples.join(', ')}` : 'check the path',
  )
}

/** Everything wrong with the person's own files, before anything was sent. */
function invalid(error: unknown, path: string): unknown {
  const problems = problemsOf(error)
  if (problems.length === 0) return error
  const found = new CliError('JOB_FILE_INVALID', (error as Error).message, `correct ${path}, then run it again`)
  return Object.assign(found, { problems })
}

/**
 * Reads a job file and looks at the files that it names.
 * @throws CliError `JOB_FILE_UNREADABLE`, `JOB_FILE_INVALID`
 */
export async function loadJob(context: Context, word: string, { withFiles = true } = {}): Promise<LoadedJob> {
  const { settings, output } = context
  const path = await pathOf(context, word)
  try {
    const { job, located } = await withExampleFiles(await loadJobFile(path), settings.examples)
    if (!withFiles) return job
    for (const { path: name, from } of located) {
      output.note(`${name} is not beside the job file; taking ${relative(process.cwd(), from)}`)
    }
    const program = resolve(job.folder, programFileOf(job.file).path)
    if (isExampleProgram(settings.examples, program) && !(await isThere(program))) {
      throw new CliError(
        'JOB_FILE_INVALID',
        `expected the example's program ${program}, it is not compiled`,
        `compile the examples: node ${relative(process.cwd(), join(settings.examples, 'scripts/build.mjs'))}`,
      )
    }
    await checkJobFiles(job, settings.env)
    return job
  } catch (error) {
    throw invalid(error, path)
  }
}
