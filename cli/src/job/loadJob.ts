import { access, readdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { programFileOf } from '@aiigo/domain'
import { problemsOf } from '@aiigo/sdk'
import {
  checkGroupFiles,
  checkJobFiles,
  isExampleProgram,
  type LoadedGroup,
  type LoadedJob,
  loadJobFile,
  loadSubmission as loadSubmissionFile,
  withExampleFiles,
} from '@aiigo/sdk/node'
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
 * Reads a file of one job, without a look at the files that it names.
 * @throws CliError `JOB_FILE_UNREADABLE`, `JOB_FILE_INVALID`
 */
export async function loadJob(context: Context, word: string): Promise<LoadedJob> {
  const path = await pathOf(context, word)
  try {
    return (await withExampleFiles(await loadJobFile(path), context.settings.examples)).job
  } catch (error) {
    throw invalid(error, path)
  }
}

/**
 * Reads a job file of any form, without a look at the files that it names.
 * @throws CliError `JOB_FILE_UNREADABLE`, `JOB_FILE_INVALID`
 */
export async function loadJobOrGroup(context: Context, word: string): Promise<LoadedJob | LoadedGroup> {
  const path = await pathOf(context, word)
  try {
    return (await withExampleFiles(await loadSubmissionFile(path), context.settings.examples)).job
  } catch (error) {
    throw invalid(error, path)
  }
}

/**
 * Reads a job file of any form, and looks at the files and secrets that it names.
 * @throws CliError `JOB_FILE_UNREADABLE`, `JOB_FILE_INVALID`
 */
export async function loadSubmission(context: Context, word: string): Promise<LoadedJob | LoadedGroup> {
  const { settings, output } = context
  const path = await pathOf(context, word)
  try {
    const { job: loaded, located } = await withExampleFiles(await loadSubmissionFile(path), settings.examples)
    for (const { path: name, from } of located) {
      output.note(`${name} is not beside the job file; taking ${relative(process.cwd(), from)}`)
    }
    const files = 'group' in loaded ? loaded.group.jobs.map(({ file }) => file) : [loaded.file]
    const paths = files.flatMap((file) => programFileOf(file)?.path ?? [])
    for (const program of new Set(paths.map((path) => resolve(loaded.folder, path)))) {
      if (!isExampleProgram(settings.examples, program) || (await isThere(program))) continue
      throw new CliError(
        'JOB_FILE_INVALID',
        `expected the example's program ${program}, it is not compiled`,
        `compile the examples: node ${relative(process.cwd(), join(settings.examples, 'scripts/build.mjs'))}`,
      )
    }
    await ('group' in loaded ? checkGroupFiles(loaded, settings.env) : checkJobFiles(loaded, settings.env))
    return loaded
  } catch (error) {
    throw invalid(error, path)
  }
}
