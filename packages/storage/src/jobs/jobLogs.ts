import { type AttemptState, topic } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { appendEvents } from '../events/appendEvent.js'
import type { LogStream } from './JobLog.js'

export interface StoredLine {
  seq: number
  /** On-chain number of the attempt; 0 before it has one. */
  attempt: number
  stream: LogStream
  text: string
  at: Date
}

/** A job's lines after a number, in order. */
export async function readLogLines(
  em: EntityManager,
  jobId: string,
  afterSeq: number,
  first: number,
): Promise<StoredLine[]> {
  const rows = await em.execute<
    { seq: string; stream: LogStream; text: string; at: Date | string; number: number | null }[]
  >(
    `select l.seq, l.stream, l.text, l.at, a.number from job_log l join attempt a on a.id = l.attempt_id
     where l.job_id = ? and l.seq > ? order by l.seq limit ?`,
    [jobId, afterSeq, first],
  )
  return rows.map(({ seq, stream, text, at, number }) => ({
    seq: Number(seq),
    attempt: number ?? 0,
    stream,
    text,
    at: new Date(at),
  }))
}

/** The facts of an attempt on which its next log lines depend. */
export interface LogState {
  state: AttemptState
  /** The size of its lines together. */
  logBytes: number
  /** The agent's number of its last line; 0 without one. */
  lastSourceSeq: number
}

/**
 * Locks an attempt's log: one writer at a time, so that two calls with the same lines store them once.
 * @param em of `inTransaction`
 * @returns null when there is no such attempt
 */
export async function lockLog(em: EntityManager, attemptId: string): Promise<LogState | null> {
  const locked = await em.execute<{ state: AttemptState; log_bytes: string }[]>(
    'select state, log_bytes from attempt where id = ? for update',
    [attemptId],
  )
  const attempt = locked[0]
  if (!attempt) return null
  // A statement of its own: it has to see what was committed while the lock was waited for.
  const rows = await em.execute<{ last: number }[]>(
    'select coalesce(max(source_seq), 0)::int as last from job_log where attempt_id = ?',
    [attemptId],
  )
  return { state: attempt.state, logBytes: Number(attempt.log_bytes), lastSourceSeq: rows[0]?.last ?? 0 }
}

export interface NewLine {
  /** The agent's own numbering within the attempt. */
  sourceSeq: number
  stream: LogStream
  text: string
  /** ISO 8601. */
  at: string
}

/** Bytes that a line counts: its text in UTF-8, and its end. */
export const lineBytes = (text: string): number => Buffer.byteLength(text) + 1

/**
 * Stores lines and announces them. A job's lines are numbered without gaps over all its attempts.
 * @param em of `inTransaction`, the log locked by `lockLog`
 * @param lines in the order of `sourceSeq`, after the last stored one
 */
export async function appendLogLines(
  em: EntityManager,
  attempt: { readonly id: string; readonly jobId: string; readonly number?: number | null | undefined },
  lines: readonly NewLine[],
): Promise<void> {
  const { id, jobId, number } = attempt
  const bytes = lines.reduce((sum, { text }) => sum + lineBytes(text), 0)
  await em.execute('update attempt set log_bytes = log_bytes + ? where id = ?', [bytes, id], 'run')
  const lastSeq = await appendEvents(
    em,
    topic('joblog', jobId) as `joblog:${string}`,
    lines.map(({ stream, text, at }) => ({ jobId, attempt: number ?? 0, stream, text, at })),
  )
  await em.execute(
    `insert into job_log (job_id, seq, attempt_id, source_seq, stream, text, at)
     select ?::uuid, ? + position - 1, ?::uuid, (line ->> 'sourceSeq')::bigint, line ->> 'stream', line ->> 'text',
       (line ->> 'at')::timestamptz
     from jsonb_array_elements(?::jsonb) with ordinality as t (line, position)`,
    [jobId, lastSeq - lines.length + 1, id, JSON.stringify(lines)],
    'run',
  )
}
