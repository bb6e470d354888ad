import { hashedLine, type LogEnd } from '@aiigo/domain'
import { createSha256 } from '@aiigo/sealing'
import { stringToBytes } from 'viem'
import type { CallOptions, Connection } from '../connect/Connection.js'
import { codeOf, sdkError } from '../errors.js'
import type { JobLogLine, LogOptions, Result, SignedLog } from './Buyer.js'
import { followLogs, storedLines } from './followLogs.js'
import { readResult } from './readResult.js'

const ENDS: Readonly<Record<JobLogLine['end'], LogEnd>> = { '\n': 'NEWLINE', '\r': 'RETURN', '': 'OPEN' }

/** Hashes lines as they come. */
function createLineHash() {
  const hash = createSha256()
  let count = 0
  return {
    get count() {
      return count
    },
    add({ stream, text, end }: JobLogLine): void {
      hash.update(stringToBytes(hashedLine(stream, { text, end: ENDS[end] })))
      count++
    },
    digest: () => hash.digest(),
  }
}

type LineHash = ReturnType<typeof createLineHash>

/** @throws NotRetryableError `LOG_MISMATCH` */
function compare(jobId: string, log: SignedLog, hash: LineHash, more: number): void {
  const expected = `expected the log of job ${jobId} to have the ${log.lines} lines that its node signed`
  if (hash.count < log.lines) throw sdkError('LOG_MISMATCH', `${expected}, got ${hash.count}`)
  // Lines behind a cut log may have reached the platform when the node had given up.
  if (more > 0 && !log.truncated) throw sdkError('LOG_MISMATCH', `${expected}, got ${more} more`)
  const digest = hash.digest()
  if (digest !== log.sha256) throw sdkError('LOG_MISMATCH', `${expected}, SHA-256 ${log.sha256}, got ${digest}`)
}

function compareStored(connection: Connection, result: Result, call: CallOptions): Promise<SignedLog> {
  return compareLines(result, storedLines(connection.client, result.jobId, 0, call))
}

/** Compares all stored lines of a job with the log that its node signed. @throws NotRetryableError `LOG_MISMATCH` */
export async function compareLines(
  { jobId, attempt, log }: Pick<Result, 'jobId' | 'attempt' | 'log'>,
  lines: AsyncIterable<JobLogLine>,
): Promise<SignedLog> {
  const hash = createLineHash()
  let number = 0
  for await (const line of lines) {
    if (line.attempt !== attempt) continue
    number++
    if (number >= log.firstLine && number < log.firstLine + log.lines) hash.add(line)
  }
  compare(jobId, log, hash, number - (log.firstLine - 1) - log.lines)
  return log
}

/** Compares the stored log of a job with the one that its node signed. */
export async function checkLog(connection: Connection, jobId: string, call: CallOptions): Promise<SignedLog> {
  return compareStored(connection, await readResult(connection, jobId, call), call)
}

/** There is nothing to compare with: no result, or no right to its files any more. */
const UNCHECKED = new Set(['NO_RESULT', 'FILES_UNAVAILABLE', 'BLOB_NOT_FOUND'])

/** A job's lines as `followLogs` gives them; all of them together are then compared with the signed result. */
export async function* checkedLogs(
  connection: Connection,
  jobId: string,
  options: LogOptions = {},
): AsyncGenerator<JobLogLine> {
  const { check = true, known = [], signal } = options
  const { afterSeq = known.at(-1)?.seq ?? 0 } = options
  const lines = followLogs(connection.client, jobId, { ...options, afterSeq })
  if (!check || afterSeq !== (known.at(-1)?.seq ?? 0)) {
    yield* lines
    return
  }
  const attempts = new Map<number, LineHash>()
  const hashed = (line: JobLogLine): void => {
    const hash = attempts.get(line.attempt) ?? createLineHash()
    attempts.set(line.attempt, hash)
    hash.add(line)
  }
  for (const line of known) hashed(line)
  for await (const line of lines) {
    hashed(line)
    yield line
  }
  const call = signal ? { signal } : {}
  const result = await readResult(connection, jobId, call).catch((error: unknown) => {
    if (UNCHECKED.has(codeOf(error) ?? '')) return null
    throw error
  })
  if (!result) return
  const { attempt, log } = result
  const hash = attempts.get(attempt) ?? createLineHash()
  if (log.firstLine === 1 && hash.count === log.lines) compare(jobId, log, hash, 0)
  // Not all lines of the attempt are the run's, or they were not all there yet: the stored ones decide.
  else await compareStored(connection, result, call)
}
