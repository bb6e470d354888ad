import { formatAmount, type JobState, jobLifeCycle, printable } from '@aiigo/domain'
import type { JobStatus } from '@aiigo/sdk'
import type { AmountToken } from '@aiigo/terminal/money'
import type { Context } from '../Context.js'
import type { Session } from '../session/openSession.js'

/** How a job is followed. */
export interface FollowOptions {
  readonly until?: readonly JobState[]
  /** Of the job's budget, for the cost so far. */
  readonly token: AmountToken
  /** Told of each state, beside the progress line. */
  readonly onStatus?: (status: JobStatus) => void
  /** Whether the job's lines are shown. */
  readonly withLines?: boolean
  /** Whether `onStatus` shows the states itself. */
  readonly isShown?: boolean
}

/** A state in words. */
export function statusText({ state, nodeId, attempt, reason }: JobStatus): string {
  const where = nodeId ? ` on node ${nodeId}` : ''
  const again = attempt > 1 ? `, attempt ${attempt}` : ''
  return `${state}${where}${again}${reason ? `: ${printable(reason)}` : ''}`
}

/**
 * Waits for a job, with a progress line: its state, the percentage that its node reports, and the cost so far.
 * @returns the state that it stopped at
 * @throws RetryableError `NETWORK` when the platform has not answered for too long
 */
export async function followJob(
  { output }: Context,
  { buyer, patient: signal }: Pick<Session, 'buyer' | 'patient'>,
  jobId: string,
  options: FollowOptions,
): Promise<JobStatus> {
  const { until = [], token, onStatus, withLines = false, isShown = false } = options
  const progress = output.progress({ isDrawnOnly: isShown })
  const over = new AbortController()
  const stop = AbortSignal.any([signal, over.signal])
  let status = 'waiting for the first news'
  let percent: number | null = null
  let cost = ''
  const show = (): void => progress.update(status, { percent, detail: cost })
  show()

  const followProgress = async (): Promise<void> => {
    for await (const report of buyer.progress(jobId, { until, signal: stop })) {
      percent = report.percent
      cost = report.cost === null ? '' : ` · ${formatAmount(report.cost, token.decimals)} ${token.symbol} so far`
      show()
    }
  }
  // The progress is for people alone: without it the job is followed all the same.
  if (!output.isJson) followProgress().catch(() => undefined)

  try {
    const { last } = await buyer.wait(jobId, {
      until,
      signal,
      onStatus(next) {
        status = statusText(next)
        if (next.state !== 'EXECUTING') {
          percent = null
          cost = ''
        }
        show()
        onStatus?.(next)
      },
      ...(withLines && !output.isJson
        ? { onLog: ({ stream, text }) => output.note(`${stream === 'SYSTEM' ? '·' : '|'} ${printable(text)}`) }
        : {}),
    })
    return last
  } finally {
    over.abort()
    progress.end()
  }
}

/** Whether a job has ended, and otherwise than by its payment. */
export const hasFailed = (state: JobState): boolean => jobLifeCycle.isFinal(state) && state !== 'PAID'
