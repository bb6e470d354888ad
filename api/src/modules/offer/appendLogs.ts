import { countLines, longestLine, MAX_LOG_LINE, type Problem, splitLines } from '@aiigo/domain'
import { appendLogParts, inTransaction, lockLog, partBytes, type Storage, type StoredPart } from '@aiigo/storage'
import { storableText } from '../../graphql/storableText.js'
import type { AppendLogsPayload, LogPartInput } from './offer.type.js'
import { notOpen, type OwnOffer } from './offerAccess.js'

const MAX_PARTS = 1_000
/** Lines of an attempt: those of all attempts of a job are numbered together, in 31 bits. */
const MAX_LINES = 100_000_000

const MIB = 1_048_576

/**
 * Bytes of an attempt's log. The job's limit counts what the program prints; as text it can have three times as many.
 * The agent's own lines have a further allowance, so that a last line can report a cut log.
 */
function maxLogBytes(outputMiB: number, parts: readonly LogPartInput[]): number {
  const isAgents = parts.every(({ stream }) => stream === 'SYSTEM')
  return (outputMiB * 3 + (isAgents ? 2 : 1)) * MIB
}

/**
 * Stores lines and wakes the log's subscribers. A job's lines are numbered without gaps over all its attempts; an
 * attempt's lines that were stored before, by the agent's own numbers, are passed over.
 */
export function createAppendLogs({ storage, now }: { storage: Storage; now: () => number }) {
  return function appendLogs(
    { attempt, job }: OwnOffer,
    firstLine: number,
    given: LogPartInput[],
  ): Promise<AppendLogsPayload> {
    const parts = given.map(({ stream, text, at }) => ({
      stream,
      text: storableText(text),
      at: at ?? new Date(now()).toISOString(),
    }))
    return inTransaction(storage, async (em) => {
      const log = await lockLog(em, attempt.id)
      const storedLines = log?.logLines ?? 0
      const refused = (...problems: Problem[]): AppendLogsPayload => ({
        storedLines,
        userErrors: problems.map((problem) => ({ ...problem })),
      })
      const problem = problemOf(firstLine, parts, storedLines)
      if (problem) return refused(problem)
      const state = log?.state
      if (state !== 'ASSIGNED' && state !== 'EXECUTING' && state !== 'SUBMITTED')
        return refused(notOpen('ASSIGNED or EXECUTING', attempt))
      const fresh = withoutLines(parts, storedLines - (firstLine - 1))
      const bytes = fresh.reduce((sum, { text }) => sum + partBytes(text), 0)
      const most = maxLogBytes(job.spec.limits.outputMiB, fresh)
      if ((log?.logBytes ?? 0) + bytes > most) {
        const message = `expected a log of at most ${most} bytes, as the job's output limit has it; the rest is left out`
        return refused({ code: 'LOG_TOO_LARGE', field: 'parts', message })
      }
      await appendLogParts(em, attempt, fresh)
      return { storedLines: storedLines + linesIn(fresh), userErrors: [] }
    })
  }
}

const linesIn = (parts: readonly { text: string }[]): number =>
  parts.reduce((sum, { text }) => sum + countLines(text), 0)

/** The parts without their first lines, which are stored already. */
function withoutLines(parts: readonly StoredPart[], count: number): StoredPart[] {
  const rest: StoredPart[] = []
  let left = count
  for (const part of parts) {
    const lines = left > 0 ? countLines(part.text) : 0
    const text = left > 0 ? splitLines(part.text, left)[1] : part.text
    left -= Math.min(left, lines)
    if (text !== '') rest.push({ ...part, text })
  }
  return rest
}

function problemOf(firstLine: number, parts: readonly StoredPart[], storedLines: number): Problem | null {
  const problem = (code: string, field: string, message: string): Problem => ({ code, field, message })
  if (parts.length > MAX_PARTS) {
    return problem('TOO_MANY_PARTS', 'parts', `expected at most ${MAX_PARTS} parts a call, got ${parts.length}`)
  }
  const last = firstLine - 1 + linesIn(parts)
  if (firstLine < 1 || last > MAX_LINES) {
    return problem('LINE_INVALID', 'firstLine', `expected lines 1 to ${MAX_LINES}, got ${firstLine} to ${last}`)
  }
  if (firstLine > storedLines + 1) {
    const message = `expected lines behind the ${storedLines} that are stored, got ${firstLine}; send those between first`
    return problem('LOG_GAP', 'firstLine', message)
  }
  const long = parts.findIndex(({ text }) => longestLine(text) > MAX_LOG_LINE)
  if (long === -1) return null
  const message = `expected lines of at most ${MAX_LOG_LINE} characters; divide a longer one into open lines`
  return problem('LINE_TOO_LONG', `parts[${long}].text`, message)
}
