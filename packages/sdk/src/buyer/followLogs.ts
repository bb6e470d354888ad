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
import { untilOver } from './untilOver.js'

/** The most that the API gives at once: a whole log is read in as few calls as possible. */
const PAGE = 1_000

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
  const { follow = true, signal } = options
  let { afterSeq = 0 } = options
  if (follow) {
    const variables = { jobId, afterSeq }
    const live = untilOver(client, jobId, options, (over) =>
      client.subscribe(WatchJobLogsDocument, variables, { signal: over }),
    )
    for await (const { jobLogs } of live) {
      for (const line of jobLogs) {
        afterSeq = line.seq
        yield toLine(line)
      }
    }
  }
  signal?.throwIfAborted()
  yield* storedLines(client, jobId, afterSeq, signal ? { signal } : {})
}
