import { printable } from '@aiigo/domain'
import type { JobStatus } from '@aiigo/sdk'
import { CliError } from '@aiigo/terminal'

/** A job that ended otherwise than by its payment. */
export function failedJob(jobId: string, { state, reason }: JobStatus): CliError {
  const why = reason ? `: ${printable(reason)}` : ''
  return new CliError(
    'JOB_NOT_PAID',
    `expected job ${jobId} to be done, it ended ${state}${why}`,
    `see its lines: aiigo logs ${jobId}; the deposit is in your balance: aiigo balance withdraw`,
    { jobId, state },
  )
}
