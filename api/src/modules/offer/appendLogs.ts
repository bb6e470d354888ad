import type { Problem } from '@aiigo/domain'
import { appendLogLines, inTransaction, type LogStream, lineBytes, lockLog, type Storage } from '@aiigo/storage'
import { storableText } from '../../graphql/storableText.js'
import type { AppendLogsPayload, LogLineInput } from './offer.type.js'
import { notOpen, type OwnOffer } from './offerAccess.js'

const MAX_LINES = 500
/** Characters of a line; longer ones are cut, so that one line can't hold up the rest. */
const MAX_TEXT = 16_384
/** Lines of an attempt. */
const MAX_SOURCE_SEQ = 1_000_000

const MIB = 1_048_576

/**
 * Bytes of an attempt's lines together. The job's limit counts what the program prints; as text it can have three times
 * as many.
 */
function maxLogBytes(outputMiB: number): number {
  return (outputMiB * 3 + 1) * MIB
}

/**
 * Stores lines and announces them. A job's lines are numbered without gaps over all its attempts; lines that were
 * stored before, by the agent's own numbers, are passed over.
 */
export function createAppendLogs({ storage, now }: { storage: Storage; now: () => number }) {
  return function appendLogs({ attempt, job }: OwnOffer, lines: LogLineInput[]): Promise<AppendLogsPayload> {
    return inTransaction(storage, async (em) => {
      const log = await lockLog(em, attempt.id)
      const last = log?.lastSourceSeq ?? 0
      const problems = problemsOf(lines)
      const state = log?.state
      if (state !== 'ASSIGNED' && state !== 'EXECUTING' && state !== 'SUBMITTED')
        problems.push(notOpen('ASSIGNED or EXECUTING', attempt))
      if (problems.length > 0) return { lastSourceSeq: last, userErrors: problems.map((problem) => ({ ...problem })) }

      const fresh = newLines(lines, last)
      if (fresh.length === 0) return { lastSourceSeq: last, userErrors: [] }
      const written = fresh.map(({ sourceSeq, stream, text, at }) => ({
        sourceSeq,
        stream: stream.toLowerCase() as LogStream,
        text: storableText(text, MAX_TEXT),
        at: at ?? new Date(now()).toISOString(),
      }))
      const bytes = written.reduce((sum, { text }) => sum + lineBytes(text), 0)
      const most = maxLogBytes(job.spec.limits.outputMiB)
      if ((log?.logBytes ?? 0) + bytes > most) {
        const message = `expected a log of at most ${most} bytes, as the job's output limit has it; the rest is left out`
        return { lastSourceSeq: last, userErrors: [{ code: 'LOG_TOO_LARGE', field: 'lines', message }] }
      }
      await appendLogLines(em, attempt, written)
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
