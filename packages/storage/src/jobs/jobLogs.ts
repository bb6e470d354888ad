import { type AttemptState, countLines, type LogEnd, type LogStream, linesOf, splitLines, topic } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { claimSeqs } from '../events/appendEvent.js'
import type { StoredPart } from './JobLog.js'

export interface StoredLine {
  seq: number
  /** On-chain number of the attempt; 0 before it has one. */
  attempt: number
  stream: LogStream
  text: string
  end: LogEnd
  at: Date
}

/** Lines and UTF-16 units of a chunk. A read begins within a chunk, so a chunk is no larger than a page. */
const CHUNK_LINES = 500
const CHUNK_UNITS = 65_536
/**
 * Chunks fetched by one statement: full ones make a page of two at most, and more are asked for where they are short.
 * UTF-16 units after which a page ends.
 */
const FULL_CHUNKS = 2
const SHORT_CHUNKS = 32
const PAGE_UNITS = 524_288
/** Bytes that a part counts beside its text. */
const PART_BYTES = 16

/** Text of one stream with its lines' ends, as it was written at one time. */
export interface StoredLogPart extends StoredPart {
  /** Number of its last line within the job. */
  seq: number
  /** How many lines it has. */
  lines: number
  /** On-chain number of the attempt; 0 before it has one. */
  attempt: number
}

interface StoredChunk {
  last_seq: string
  lines: number
  parts: StoredPart[]
  number: number | null
}

/** Of a log that was deleted nothing is read, although its rows go one by one. */
const KEPT = 'not exists (select 1 from job where id = ? and keys_deleted_at is not null)'
const OF_ALL = `select l.last_seq, l.lines, l.parts, a.number from job_log l join attempt a on a.id = l.attempt_id
  where l.job_id = ? and l.last_seq > ? and ${KEPT} order by l.last_seq limit ?`
/** Each attempt's own chunks by their index: those of others are not looked at. */
const OF_PROVIDER = `select l.last_seq, l.lines, l.parts, a.number from attempt a, lateral (
    select last_seq, lines, parts from job_log where attempt_id = a.id and last_seq > ? order by last_seq limit ?) l
  where a.job_id = ? and a.provider = ? and ${KEPT} order by l.last_seq limit ?`

/** Parts of some chunks behind a line, the number of their last line, and whether there are no more chunks. */
async function readChunks(em: EntityManager, jobId: string, provider: string | null, afterSeq: number, limit: number) {
  const chunks =
    provider === null
      ? await em.execute<StoredChunk[]>(OF_ALL, [jobId, afterSeq, jobId, limit])
      : await em.execute<StoredChunk[]>(OF_PROVIDER, [afterSeq, limit, jobId, provider, jobId, limit])
  const parts: StoredLogPart[] = []
  for (const chunk of chunks) {
    let seq = Number(chunk.last_seq) - chunk.lines
    for (const part of chunk.parts) {
      const all = countLines(part.text)
      seq += all
      if (seq <= afterSeq) continue
      const known = Math.max(0, all - (seq - afterSeq))
      const text = known > 0 ? splitLines(part.text, known)[1] : part.text
      parts.push({ ...part, text, seq, lines: all - known, attempt: chunk.number ?? 0 })
    }
  }
  return { parts, lastSeq: Number(chunks.at(-1)?.last_seq ?? afterSeq), isLast: chunks.length < limit }
}

/**
 * A job's log after a line, in parts: at most `first`, and fewer where they are long.
 * @param provider only what this provider's attempts wrote
 * @returns none where there is no more
 */
export async function readLogParts(
  em: EntityManager,
  jobId: string,
  afterSeq: number,
  first: number,
  provider: string | null = null,
): Promise<StoredLogPart[]> {
  const found: StoredLogPart[] = []
  let units = 0
  let limit = Math.min(first, PAGE_UNITS / CHUNK_UNITS)
  for (let after = afterSeq; ; limit = SHORT_CHUNKS) {
    const { parts, lastSeq, isLast } = await readChunks(em, jobId, provider, after, limit)
    for (const part of parts) {
      if (found.length === first || units >= PAGE_UNITS) return found
      found.push(part)
      units += part.text.length
    }
    if (isLast || found.length === first || units >= PAGE_UNITS) return found
    after = lastSeq
  }
}

/**
 * A job's lines after a number, in order: at most `first`, and fewer where they are long.
 * @param provider only what this provider's attempts wrote
 * @returns none where there are no more
 */
export async function readLogLines(
  em: EntityManager,
  jobId: string,
  afterSeq: number,
  first: number,
  provider: string | null = null,
): Promise<StoredLine[]> {
  const lines: StoredLine[] = []
  let units = 0
  let limit = Math.ceil(first / CHUNK_LINES) + FULL_CHUNKS - 1
  for (let after = afterSeq; ; limit = SHORT_CHUNKS) {
    const { parts, lastSeq, isLast } = await readChunks(em, jobId, provider, after, limit)
    for (const { stream, at, text, attempt, ...part } of parts) {
      let seq = part.seq - part.lines
      for (const line of linesOf(text)) {
        if (lines.length === first || units >= PAGE_UNITS) return lines
        lines.push({ seq: ++seq, attempt, stream, ...line, at: new Date(at) })
        units += line.text.length
      }
    }
    if (isLast || lines.length === first || units >= PAGE_UNITS) return lines
    after = lastSeq
  }
}

/** Whether attempts of a provider at a job may still write lines. */
export async function mayWriteLog(em: EntityManager, jobId: string, provider: string): Promise<boolean> {
  const rows = await em.execute(
    'select 1 from attempt where job_id = ? and provider = ? and ended_at is null limit 1',
    [jobId, provider],
  )
  return rows.length > 0
}

/** The facts of an attempt on which its next log lines depend. */
export interface LogState {
  state: AttemptState
  /** The size of its lines together. */
  logBytes: number
  /** How many lines it has. */
  logLines: number
}

/**
 * Locks an attempt's log: one writer at a time, so that two calls with the same lines store them once.
 * @param em of `inTransaction`
 * @returns null when there is no such attempt
 */
export async function lockLog(em: EntityManager, attemptId: string): Promise<LogState | null> {
  const rows = await em.execute<{ state: AttemptState; log_bytes: string; log_lines: string }[]>(
    'select state, log_bytes, log_lines from attempt where id = ? for no key update',
    [attemptId],
  )
  const [attempt] = rows
  if (!attempt) return null
  return { state: attempt.state, logBytes: Number(attempt.log_bytes), logLines: Number(attempt.log_lines) }
}

/** Bytes that a part counts: its text in UTF-8, and what it costs beside it. */
export const partBytes = (text: string): number => Buffer.byteLength(text) + PART_BYTES

/**
 * Stores lines and wakes those who follow the log. A job's lines are numbered without gaps over all its attempts.
 * @param em of `inTransaction`, the log locked by `lockLog`
 * @param parts behind the last stored line
 */
export async function appendLogParts(
  em: EntityManager,
  attempt: { readonly id: string; readonly jobId: string },
  parts: readonly StoredPart[],
): Promise<void> {
  const { id, jobId } = attempt
  const chunks = chunksOf(parts)
  const lines = chunks.reduce((sum, chunk) => sum + chunk.lines, 0)
  if (lines === 0) return
  const bytes = parts.reduce((sum, { text }) => sum + partBytes(text), 0)
  await em.execute(
    'update attempt set log_bytes = log_bytes + ?, log_lines = log_lines + ? where id = ?',
    [bytes, lines, id],
    'run',
  )
  let seq = (await claimSeqs(em, topic('joblog', jobId), lines)) - lines
  const rows = chunks.map((chunk) => {
    seq += chunk.lines
    return { lastSeq: seq, ...chunk }
  })
  await em.execute(
    `insert into job_log (job_id, last_seq, lines, attempt_id, parts)
     select ?::uuid, (chunk ->> 'lastSeq')::bigint, (chunk ->> 'lines')::int, ?::uuid, chunk -> 'parts'
     from jsonb_array_elements(?::jsonb) as chunk`,
    [jobId, id, JSON.stringify(rows)],
    'run',
  )
}

interface Chunk {
  lines: number
  parts: StoredPart[]
}

/** Divides parts into chunks of bounded size; a part that is too long for one is cut between lines. */
function chunksOf(parts: readonly StoredPart[]): Chunk[] {
  const chunks: Chunk[] = []
  let chunk: Chunk = { lines: 0, parts: [] }
  let units = 0
  const close = (): void => {
    if (chunk.lines > 0) chunks.push(chunk)
    chunk = { lines: 0, parts: [] }
    units = 0
  }
  for (const { stream, at, text } of parts) {
    for (let rest = text; rest.length > 0; ) {
      if (chunk.lines >= CHUNK_LINES || units >= CHUNK_UNITS) close()
      let [piece] = splitLines(rest, CHUNK_LINES - chunk.lines)
      while (units + piece.length > CHUNK_UNITS) {
        const half = Math.floor(countLines(piece) / 2)
        if (half === 0) break
        piece = splitLines(piece, half)[0]
      }
      chunk.parts.push({ stream, at, text: piece })
      chunk.lines += countLines(piece)
      units += piece.length
      rest = rest.slice(piece.length)
    }
  }
  close()
  return chunks
}
