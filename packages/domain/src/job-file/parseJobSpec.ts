import { JobFileError } from './JobFileError.js'
import { type JobSpec, jobSpecSchema } from './jobSpecSchema.js'
import { problemsFromIssues } from './problemsFromIssues.js'

/**
 * Checks a stored job.
 * @throws JobFileError with every problem found.
 */
export function parseJobSpec(value: unknown): JobSpec {
  const result = jobSpecSchema.safeParse(value)
  if (result.success) return result.data
  throw new JobFileError(problemsFromIssues(result.error.issues, value))
}
