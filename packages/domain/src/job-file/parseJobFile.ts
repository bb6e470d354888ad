import { JobFileError } from './JobFileError.js'
import { type JobFile, jobFileSchema } from './jobFileSchema.js'
import { groupFieldOf } from './jobGroupSchema.js'
import { JOB_LIMITS } from './limits.js'
import { problem, problemsFromIssues } from './problemsFromIssues.js'
import { type JobFileFormat, readSource, type Source } from './readSource.js'

const ADVICE = 'see docs/job-file.md for an example'

/**
 * Reads and checks a job file. Pure: paths in it are not looked at.
 * @param text Contents of the file.
 * @param options.format YAML unless given; without it, a text that starts with `{` is taken as JSON.
 * @throws JobFileError with every problem found at once.
 * @example parseJobFile('version: 1\nname: …').resources.units // 1
 */
export function parseJobFile(text: string, options: { format?: JobFileFormat } = {}): JobFile {
  const source = readJobFile(text, options)
  const file = jobFileOf(source)
  if (file.verification?.mode !== 'REPLICATED') return file
  const path = 'verification.mode'
  throw new JobFileError([
    problem({
      code: 'JOB_GROUP',
      path,
      expected: 'a file of one job',
      got: 'REPLICATED, which makes several jobs',
      advice: 'submit it as a group (aiigo submit, parseSubmission), or use SPOT_CHECK',
      line: source.places.lineOf(['verification', 'mode']),
    }),
  ])
}

/**
 * The values of a job file's text, still to be checked.
 * @throws JobFileError
 */
export function readJobFile(text: string, options: { format?: JobFileFormat }): Source {
  const bytes = new TextEncoder().encode(text).length
  if (bytes > JOB_LIMITS.fileBytes) {
    throw new JobFileError([
      problem({
        code: 'TOO_BIG',
        path: '',
        expected: `a job file of at most ${JOB_LIMITS.fileBytes} bytes`,
        got: `${bytes} bytes`,
        advice: 'put data into input files',
      }),
    ])
  }
  return readSource(text, options.format ?? (text.trimStart().startsWith('{') ? 'json' : 'yaml'), ADVICE)
}

/**
 * Checks the values of a file of one job.
 * @throws JobFileError
 */
export function jobFileOf({ value, places }: Source): JobFile {
  const field = groupFieldOf(value)
  if (field !== null) {
    throw new JobFileError([
      problem({
        code: 'JOB_GROUP',
        path: field,
        expected: 'a file of one job',
        got: 'a file of several jobs',
        advice: `submit it as a group, or remove ${field}`,
        line: places.lineOf([field]),
      }),
    ])
  }
  const result = jobFileSchema.safeParse(value)
  if (!result.success) throw new JobFileError(problemsFromIssues(result.error.issues, value, places))
  const taken = result.data.inputs.findIndex(({ from }) => from !== undefined)
  if (taken < 0) return result.data
  const path = `inputs[${taken}].from`
  throw new JobFileError([
    problem({
      code: 'BROKEN_RULE',
      path,
      expected: 'a file of your machine, as no other job is in this file',
      got: JSON.stringify(result.data.inputs[taken]?.from),
      advice: 'remove from, or write both jobs as steps under jobs',
      line: places.lineOf(['inputs', taken, 'from']),
    }),
  ])
}
