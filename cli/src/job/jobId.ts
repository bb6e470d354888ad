import { type Input, usageError } from '@aiigo/terminal'

/** The form of the ids of jobs and groups. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The id of a job. @throws CliError `USAGE` */
export function jobIdOf(command: string, input: Input): string {
  const jobId = input.required('JOB')
  if (UUID.test(jobId)) return jobId.toLowerCase()
  throw usageError(
    command,
    `expected the id of a job (a UUID), got ${JSON.stringify(jobId)}`,
    'see your jobs: aiigo jobs',
  )
}
