import { JobFileError } from './JobFileError.js'
import { type JobFile, jobFileSchema } from './jobFileSchema.js'
import { JOB_LIMITS } from './limits.js'
import { problem, problemsFromIssues } from './problemsFromIssues.js'
import { type JobFileFormat, readSource } from './readSource.js'

const ADVICE = 'see docs/job-file.md for an example'

/**
 * Reads and checks a job file. Pure: paths in it are not looked at.
 * @param text Contents of the file.
 * @param options.format YAML unless given; without it, a text that starts with `{` is taken as JSON.
 * @throws JobFileError with every problem found at once.
 * @example parseJobFile('version: 1\nname: …').resources.units // 1
 */
export function parseJobFile(text: string, options: { format?: JobFileFormat } = {}): JobFile {
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
  const { value, places } = readSource(
    text,
    options.format ?? (text.trimStart().startsWith('{') ? 'json' : 'yaml'),
    ADVICE,
  )
  const result = jobFileSchema.safeParse(value)
  if (result.success) return result.data
  throw new JobFileError(problemsFromIssues(result.error.issues, value, places))
}
