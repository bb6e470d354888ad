import { type Client, ResultToApproveDocument, type ResultToApproveQuery } from '@aiigo/client'
import { pause } from '@aiigo/domain'
import type { CallOptions } from '../connect/Connection.js'
import { sdkError } from '../errors.js'
import { unknownJob } from './unknownJob.js'

type JobToApprove = NonNullable<ResultToApproveQuery['job']>

/** How an approval deals with the check of the result. */
export interface ApproveOptions extends CallOptions {
  /** Approves whatever a check says, or has yet to say. */
  readonly unchecked?: boolean
  /** How long a check is waited for that goes on. Milliseconds; a minute unless given. */
  readonly waitMs?: number
}

const WAIT_MS = 60_000
const LOOK_MS = 500

/** Whether the draw, another replica or a platform node has yet to say whether the result is checked, and as what. */
function isOpen({ check, spec }: JobToApprove): boolean {
  if (check) return check.state === 'PENDING' || check.state === 'ASSIGNED'
  const mode = (spec as { verification?: { mode?: string } } | null | undefined)?.verification?.mode
  return mode === 'SPOT_CHECK' || mode === 'REPLICATED'
}

/** Whether a job serves files: its bill is checked against the receipts of its readers. */
export const servesFiles = ({ spec }: JobToApprove): boolean =>
  (spec as { program?: { kind?: string } } | null | undefined)?.program?.kind === 'serve'

/**
 * A job whose result may be approved: its check has ended, and nothing differs.
 * @throws RetryableError `CHECK_PENDING`; NotRetryableError `CHECK_DIFFERED`, `JOB_UNKNOWN`
 */
export async function untilChecked(
  client: Client,
  jobId: string,
  { unchecked = false, waitMs = WAIT_MS, ...call }: ApproveOptions,
): Promise<JobToApprove> {
  const until = Date.now() + waitMs
  for (;;) {
    const { job } = await client.execute(ResultToApproveDocument, { id: jobId }, call)
    if (!job) throw unknownJob(jobId)
    if (unchecked || !job.result) return job
    if (job.check?.state === 'DIFFERED') {
      throw sdkError(
        'CHECK_DIFFERED',
        `expected a result that its check did not find wrong; that of job ${jobId} did (${job.check.reason}); dispute it, or approve it with unchecked`,
      )
    }
    if (!isOpen(job)) return job
    if (Date.now() >= until) {
      const due = job.check ? ` (until ${job.check.dueAt})` : ''
      throw sdkError(
        'CHECK_PENDING',
        `expected a result whose check has ended; that of job ${jobId} goes on${due}; try again later, or approve it with unchecked`,
      )
    }
    await pause(LOOK_MS, call.signal)
  }
}
