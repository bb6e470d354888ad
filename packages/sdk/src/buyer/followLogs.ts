import {
  type Client,
  JobLogPartsDocument,
  type JobLogPartsQuery,
  type JobLogsQuery,
  WatchJobLogsDocument,
} from '@aiigo/client'
import { LOG_END_TEXT, linesOf } from '@aiigo/domain'
import type { CallOptions } from '../connect/Connection.js'
import type { JobLogLine, LogOptions } from './Buyer.js'
import { watchJob } from './watchJob.js'

const PAGE = 200

type ApiLine = JobLogsQuery['jobLogs'][number]

function toLine({ seq, attempt, stream, text, end, at }: ApiLine): JobLogLine {
  return { seq, attempt, stream, text, end: LOG_END_TEXT[end], at }
}

type ApiParts = JobLogPartsQuery['jobLogParts']

/** Lines that are stored behind a cursor, page by page. They are asked for in parts, which cost a line's price each. */
export function storedLines(
  client: Client,
  jobId: string,
  afterSeq: number,
  call: CallOptions,
): AsyncGenerator<JobLogLine> {
  return linesOfParts(afterSeq, async (seq) => {
    const { jobLogParts } = await client.execute(JobLogPartsDocument, { jobId, afterSeq: seq, first: PAGE }, call)
    return jobLogParts
  })
}

/** Lines out of parts. @param read gives some parts behind a cursor; none when there are no more */
export async function* linesOfParts(
  afterSeq: number,
  read: (afterSeq: number) => Promise<ApiParts>,
): AsyncGenerator<JobLogLine> {
  for (let seq = afterSeq; ; ) {
    const parts = await read(seq)
    if (parts.length === 0) return
    for (const { attempt, stream, text, at, ...part } of parts) {
      seq = part.seq - part.lines
      for (const line of linesOf(text)) yield toLine({ seq: ++seq, attempt, stream, ...line, at })
    }
  }
}

/** Log lines of a job: live ones until the job is over, then what came at its very end. */
export async function* followLogs(client: Client, jobId: string, options: LogOptions = {}): AsyncGenerator<JobLogLine> {
  const { until = [], follow = true, signal } = options
  let { afterSeq = 0 } = options
  if (follow) {
    const over = new AbortController()
    const live = signal ? AbortSignal.any([signal, over.signal]) : over.signal
    let failure: { error: unknown } | undefined
    const watching = (async () => {
      for await (const _ of watchJob(client, jobId, { until, signal: live }));
    })()
      .catch((error: unknown) => {
        if (!live.aborted) failure = { error }
      })
      .finally(() => over.abort())
    try {
      const variables = { jobId, afterSeq }
      for await (const { jobLogs } of client.subscribe(WatchJobLogsDocument, variables, { signal: live })) {
        for (const line of jobLogs) {
          afterSeq = line.seq
          yield toLine(line)
        }
        if (over.signal.aborted) break
      }
    } finally {
      over.abort()
      await watching
    }
    if (failure) throw failure.error
  }
  signal?.throwIfAborted()
  yield* storedLines(client, jobId, afterSeq, signal ? { signal } : {})
}
