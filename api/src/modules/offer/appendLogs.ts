import { type Problem, topic } from '@aiigo/domain'
import { type Attempt, appendEvents, inTransaction, type Storage } from '@aiigo/storage'
import type { AppendLogsPayload, LogLineInput } from './offer.type.js'
import { notOpen, type OwnOffer } from './offerAccess.js'

const MAX_LINES = 500
/** Characters of a line; longer ones are cut, so that one line can't hold up the rest. */
const MAX_TEXT = 16_384
/** Lines of an attempt. */
const MAX_SOURCE_SEQ = 1_000_000

const MIB = 1_048_576

/** Bytes of an attempt's lines together. The job's limit counts what the program prints; as text it can have three times as many. */
function maxLogBytes(outputMiB: number): number {
  return (outputMiB * 3 + 1) * MIB
}

type Stream = 'stdout' | 'stderr' | 'system'

/**
 * Stores lines and tells subscribers. A job's lines are numbered without gaps over all its attempts; lines that were stored
 * before, by the agent's own numbers, are passed over.
 */
export function createAppendLogs({ storage, now }: { storage: Storage; now: () => number }) {
  return function appendLogs({ attempt, job }: OwnOffer, lines: LogLineInput[]): Promise<AppendLogsPayload> {
    return inTransaction(storage, async (em) => {
      // One writer at a time for an attempt, so that two calls with the same lines store them once.
      const locked = await em.execute<{ state: Attempt['state']; log_bytes: string }[]>(
        'select state, log_bytes from attempt where id = ? for update',
        [attempt.id],
      )
      const [{ last = 0 } = {}] = await em.execute<{ last: number }[]>(
        'select coalesce(max(source_seq), 0)::int as last from job_log where attempt_id = ?',
        [attempt.id],
      )
      const problems = problemsOf(lines)
      const state = locked[0]?.state
      if (state !== 'ASSIGNED' && state !== 'EXECUTING' && state !== 'SUBMITTED')
        problems.push(notOpen('ASSIGNED or EXECUTING', attempt))
      if (problems.length > 0) return { lastSourceSeq: last, userErrors: problems.map((problem) => ({ ...problem })) }

      const fresh = newLines(lines, last)
      if (fresh.length === 0) return { lastSourceSeq: last, userErrors: [] }
      const written = fresh.map(({ sourceSeq, stream, text, at }) => ({
        sourceSeq,
        stream: stream.toLowerCase() as Stream,
        // PostgreSQL's text and jsonb can't hold NUL.
        text: text.slice(0, MAX_TEXT).replaceAll('\0', '\u{fffd}').toWellFormed(),
        at: at ?? new Date(now()).toISOString(),
      }))
      const bytes = written.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0)
      const most = maxLogBytes(job.spec.limits.outputMiB)
      if (Number(locked[0]?.log_bytes) + bytes > most) {
        const message = `expected a log of at most ${most} bytes, as the job's output limit has it; the rest is left out`
        return { lastSourceSeq: last, userErrors: [{ code: 'LOG_TOO_LARGE', field: 'lines', message }] }
      }
      await em.execute('update attempt set log_bytes = log_bytes + ? where id = ?', [bytes, attempt.id], 'run')
      const lastSeq = await appendEvents(
        em,
        topic('joblog', job.id) as `joblog:${string}`,
        written.map(({ stream, text, at }) => ({ jobId: job.id, attempt: attempt.number ?? 0, stream, text, at })),
      )
      const firstSeq = lastSeq - written.length + 1
      await em.execute(
        `insert into job_log (job_id, seq, attempt_id, source_seq, stream, text, at)
         select ?::uuid, ? + position - 1, ?::uuid, (line ->> 'sourceSeq')::bigint, line ->> 'stream', line ->> 'text', (line ->> 'at')::timestamptz
         from jsonb_array_elements(?::jsonb) with ordinality as t (line, position)`,
        [job.id, firstSeq, attempt.id, JSON.stringify(written)],
        'run',
      )
      return { lastSourceSeq: written.at(-1)?.sourceSeq ?? last, userErrors: [] }
    })
  }
}

/** Lines after the last stored one, in the agent's order, each once. */
function newLines(lines: readonly LogLineInput[], last: number): LogLineInput[] {
  const bySeq = new Map(lines.map((line) => [line.sourceSeq, line]))
  return [...bySeq.values()].filter(({ sourceSeq }) => sourceSeq > last).sort((a, b) => a.sourceSeq - b.sourceSeq)
}

function problemsOf(lines: readonly LogLineInput[]): Problem[] {
  if (lines.length > MAX_LINES) {
    return [
      {
        code: 'TOO_MANY_LINES',
        field: 'lines',
        message: `expected at most ${MAX_LINES} lines a call, got ${lines.length}`,
      },
    ]
  }
  const bad = lines.findIndex(({ sourceSeq }) => sourceSeq < 1 || sourceSeq > MAX_SOURCE_SEQ)
  if (bad === -1) return []
  const message = `expected sourceSeq from 1 to ${MAX_SOURCE_SEQ}, got ${lines[bad]?.sourceSeq}`
  return [{ code: 'SOURCE_SEQ_INVALID', field: `lines[${bad}].sourceSeq`, message }]
}
