import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { JobDocument, JobLogPartsDocument } from '@aiigo/client'
import { LOG_END_TEXT, type LogEnd, type LogStream, linesOf } from '@aiigo/domain'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Connection } from '../connect/Connection.js'
import { codeOf } from '../errors.js'
import type { JobLogLine, SignedLog } from './Buyer.js'
import { checkedLogs, checkLog } from './checkLog.js'

interface Line {
  attempt: number
  stream: LogStream
  text: string
  end: LogEnd
}

const jobId = '6a1f0c3e-0000-4000-8000-000000000000'
const at = '2026-11-28T00:00:00.000Z'
const hex = (byte: string, count: number) => `0x${byte.repeat(count)}`
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const of = (attempt: number, text: string, stream: LogStream = 'STDOUT'): Line[] =>
  linesOf(text).map((line) => ({ attempt, stream, ...line }))

const CUT_OFF = of(1, 'an attempt that its node gave up\n')
const EARLIER = of(2, 'a run that a restart cut off\n')
const RUN = [...of(2, 'é\n50 %\rname: '), ...of(2, 'oops\n', 'STDERR'), ...of(2, 'x\n')]

/** The log that a node signs for lines of its run, by another computation than the SDK's. */
function sign(lines: readonly Line[], changes: Partial<SignedLog> = {}): SignedLog {
  const ends = { NEWLINE: '\n', RETURN: '\r', OPEN: '\0' }
  const text = lines.map(({ stream, text: line, end }) => `${stream}\t${line}${ends[end]}`).join('')
  return { firstLine: 1, lines: lines.length, bytes: 1, sha256: sha256(text), truncated: false, ...changes }
}

let manifest = ''
const server = createServer((_request, response) => response.end(manifest))
beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)))
afterAll(() => new Promise((done) => server.close(done)))

/** A platform that has these lines, and a result that signs for a log. */
function platform(stored: readonly Line[], log: SignedLog): Connection {
  manifest = JSON.stringify({
    ...{ version: 1, jobId, taskId: hex('11', 32), attempt: 2, exitCode: 0, outcome: 'EXITED', outputs: [] },
    log,
  })
  const hash = sha256(manifest)
  const result = {
    ...{ attempt: 2, nodeId: hex('22', 8), manifestCid: `bafkrei${'a'.repeat(52)}`, manifestSha256: hash },
    ...{ resultHash: `0x${hash}`, usage: '1', cost: '1', exitCode: 0, outputs: [] },
  }
  const parts = stored.map(({ text, end, ...line }, index) => {
    return { seq: index + 1, lines: 1, ...line, text: text + LOG_END_TEXT[end], at }
  })
  const execute = async (document: unknown, { afterSeq = 0 }: { afterSeq?: number }) =>
    document === JobDocument
      ? { job: { id: jobId, state: 'VERIFYING', taskId: hex('11', 32), result } }
      : document === JobLogPartsDocument && { jobLogParts: parts.slice(afterSeq, afterSeq + 3) }
  return {
    client: { execute },
    blobUrl: async () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files: { ofJob: async () => 'grant' },
  } as unknown as Connection
}

const codeFor = (stored: readonly Line[], log: SignedLog) =>
  checkLog(platform(stored, log), jobId, {}).then(
    () => null,
    (error: unknown) => codeOf(error),
  )

describe('the signed log of a job', () => {
  const all = [...CUT_OFF, ...EARLIER, ...RUN]
  const signed = sign(RUN, { firstLine: 2 })

  test('is the lines of its run, whatever came before in this attempt and others', async () => {
    expect(await checkLog(platform(all, signed), jobId, {})).toEqual(signed)
  })

  test.each<[string, Line[]]>([
    ['a changed line', [...all.slice(0, -1), ...of(2, 'y\n')]],
    ['a missing line', all.slice(0, -1)],
    ['an added line', [...all, ...of(2, 'z\n')]],
    ['another end of a line', [...all.slice(0, -1), ...of(2, 'x\r')]],
    ['another stream', [...all.slice(0, -1), ...of(2, 'x\n', 'STDERR')]],
    ['two lines in another order', [...CUT_OFF, ...EARLIER, ...RUN.toReversed()]],
    ['no lines', []],
  ])('does not have %s', async (_, stored) => {
    expect(await codeFor(stored, signed)).toBe('LOG_MISMATCH')
  })

  test('may be cut, and then covers what is there before the cut', async () => {
    const cut = sign(RUN.slice(0, 2), { firstLine: 2, truncated: true })
    expect(await checkLog(platform(all, cut), jobId, {})).toMatchObject({ truncated: true, lines: 2 })
    expect(await codeFor(all, { ...cut, truncated: false })).toBe('LOG_MISMATCH')
  })

  test('is checked behind the last line that `logs` gives, unless it is told not to', async () => {
    const read = async (stored: readonly Line[], log: SignedLog, check = true): Promise<string[]> => {
      const texts: string[] = []
      const connection = platform(stored, log)
      for await (const { text, end } of checkedLogs(connection, jobId, { follow: false, check })) texts.push(text + end)
      return texts
    }
    expect((await read(all, signed)).join('')).toContain('é\n50 %\rname: oops\nx\n')
    expect(await read(RUN, sign(RUN))).toHaveLength(RUN.length)
    const changed = [...RUN.slice(0, -1), ...of(2, 'y\n')]
    await expect(read(changed, sign(RUN))).rejects.toMatchObject({ code: 'LOG_MISMATCH' })
    expect(await read(changed, sign(RUN), false)).toHaveLength(RUN.length)
  })

  test('is checked with the lines that were given before a failure', async () => {
    const rest = async (connection: Connection, known: readonly JobLogLine[]): Promise<JobLogLine[]> => {
      const lines: JobLogLine[] = []
      for await (const line of checkedLogs(connection, jobId, { follow: false, known })) lines.push(line)
      return lines
    }
    const connection = platform(RUN, sign(RUN))
    const [first, second, ...others] = await rest(connection, [])
    if (!first || !second) throw new Error('expected lines')
    expect(await rest(connection, [first, second])).toEqual(others)
    // Another line than the signed one was shown before: what came behind it is right.
    const rogue = [first, { ...second, text: 'another' }]
    await expect(rest(connection, rogue)).rejects.toMatchObject({ code: 'LOG_MISMATCH' })
  })
})
