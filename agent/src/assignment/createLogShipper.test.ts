import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { linesOf, NotRetryableError, RetryableError } from '@aiigo/domain'
import type { LogPart } from '@aiigo/sdk'
import { createLogger } from '@aiigo/service'
import { afterEach, describe, expect, jest, test } from '@jest/globals'

import { createLogShipper, type LogShipperOptions } from './createLogShipper.js'

const log = createLogger({ name: 'test', level: 'silent' })
const stop = new AbortController()

interface StoredLine {
  readonly stream: string
  readonly text: string
  readonly end: string
}

/** A platform that keeps lines by their number, as the real one does, and fails on request. */
function makePlatform(stored: StoredLine[] = []) {
  const calls: LogPart[][] = []
  const failures: Error[] = []
  const send = async (firstLine: number, parts: readonly LogPart[], _signal?: AbortSignal): Promise<number> => {
    calls.push([...parts])
    if (firstLine > stored.length + 1) throw new NotRetryableError('LOG_GAP', 'lines are missing')
    const refusal = failures.find((error) => error instanceof NotRetryableError)
    if (refusal && parts.some(({ stream }) => stream !== 'SYSTEM')) throw refusal
    const lines = parts.flatMap(({ stream, text }) => linesOf(text).map((line) => ({ stream, ...line })))
    for (const line of lines.slice(stored.length - (firstLine - 1))) stored.push(line)
    if (parts.length > 0 && failures[0] instanceof RetryableError) throw failures.shift()
    return stored.length
  }
  return { stored, calls, failures, send }
}

const ship = (send: LogShipperOptions['send'], options: Partial<LogShipperOptions> = {}) =>
  createLogShipper({ send, log, signal: stop.signal, intervalMs: 5, ...options })

const texts = (lines: readonly StoredLine[]): string[] => lines.map(({ text }) => text)
/** More than any machine needs: none of the tests comes to its end by this time. */
const SOON = { sendMs: 60_000, markMs: 60_000 }

afterEach(() => void jest.useRealTimers())

/** Another computation of a log's hash: of stored lines, by what the domain's words say. */
function hashOf(lines: readonly StoredLine[]): string {
  const ends: Record<string, string> = { NEWLINE: '\n', RETURN: '\r', OPEN: '\0' }
  const bytes = lines.map(({ stream, text, end }) => `${stream}\t${text}${ends[end]}`).join('')
  return createHash('sha256').update(bytes).digest('hex')
}

describe('log shipper', () => {
  test('sends lines in order, many at once, and signs for what is stored', async () => {
    const platform = makePlatform()
    const shipper = ship(platform.send)
    for (let i = 0; i < 5_000; i++) shipper.add(i % 1_000 === 0 ? 'STDERR' : 'STDOUT', `line ${i}\n`)
    expect(platform.calls).toEqual([])
    shipper.open('begin')
    const shipped = await shipper.close(SOON)
    expect(texts(platform.stored)).toEqual(['begin', ...Array.from({ length: 5_000 }, (_, i) => `line ${i}`)])
    expect(shipped).toEqual({
      ...{ firstLine: 1, lines: 5_001, truncated: false, sha256: hashOf(platform.stored) },
      bytes: platform.stored.reduce((sum, { text }) => sum + text.length + 1, 0),
    })
    expect(platform.calls.length).toBeLessThan(10)
  })

  test('keeps open lines and returns as they are', async () => {
    const platform = makePlatform()
    const shipper = ship(platform.send)
    shipper.add('STDOUT', '10 %\r20 %\r')
    shipper.add('STDOUT', 'name: ')
    shipper.add('STDOUT', 'x\n')
    shipper.open('begin')
    const { sha256 } = await shipper.close(SOON)
    expect(platform.stored.map(({ text, end }) => [text, end])).toEqual([
      ['begin', 'NEWLINE'],
      ['10 %', 'RETURN'],
      ['20 %', 'RETURN'],
      ['name: ', 'OPEN'],
      ['x', 'NEWLINE'],
    ])
    expect(sha256).toBe(hashOf(platform.stored))
  })

  test('a batch that the platform took but whose answer was lost is not doubled', async () => {
    const platform = makePlatform()
    platform.failures.push(new RetryableError('NETWORK', 'lost'), new RetryableError('NETWORK', 'lost again'))
    const shipper = ship(platform.send)
    shipper.open('begin')
    shipper.add('STDERR', 'once\n')
    expect(await shipper.close(SOON)).toMatchObject({ lines: 2, truncated: false })
    expect(texts(platform.stored)).toEqual(['begin', 'once'])
  })

  test('a run after a restart goes on behind the lines of the one before, and signs its own', async () => {
    const old = { stream: 'STDOUT', text: 'old', end: 'NEWLINE' }
    const platform = makePlatform([old, old, old])
    const shipper = ship(platform.send)
    shipper.open('begin again')
    shipper.add('STDOUT', 'new\n')
    const shipped = await shipper.close(SOON)
    expect(texts(platform.stored)).toEqual(['old', 'old', 'old', 'begin again', 'new'])
    expect(shipped).toMatchObject({ firstLine: 4, lines: 2, sha256: hashOf(platform.stored.slice(3)) })
  })

  test('waits between batches that are not full', async () => {
    jest.useFakeTimers()
    const platform = makePlatform()
    const shipper = ship(platform.send, { intervalMs: 300 })
    shipper.open('begin')
    for (let i = 0; i < 4; i++) {
      shipper.add('STDOUT', `${i}\n`)
      await jest.advanceTimersByTimeAsync(20)
    }
    // Asking, the first line, and the line that came with it.
    expect(platform.calls).toHaveLength(3)
    await jest.advanceTimersByTimeAsync(300 - 4 * 20 - 1)
    expect(platform.calls).toHaveLength(3)
    await jest.advanceTimersByTimeAsync(1)
    expect(platform.calls).toHaveLength(4)
    expect(texts(platform.stored)).toEqual(['begin', '0', '1', '2', '3'])
    const closed = shipper.close(SOON)
    await jest.advanceTimersByTimeAsync(300)
    expect(await closed).toMatchObject({ lines: 5, truncated: false })
  })

  test('asks the program to wait while much waits, and not for ever', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const platform = makePlatform()
    const shipper = ship(
      async (...call) => {
        await held
        return platform.send(...call)
      },
      { bufferUnits: 10_000 },
    )
    shipper.open('begin')
    expect(shipper.ready()).toBeNull()
    for (let i = 0; i < 20; i++) shipper.add('STDOUT', `${'x'.repeat(1_000)}\n`)
    const ready = shipper.ready()
    expect(ready).toBeInstanceOf(Promise)
    release()
    await ready
    expect(shipper.ready()).toBeNull()
    await shipper.close(SOON)
    expect(platform.stored).toHaveLength(21)
  })

  test('says in the log that it is cut when there is no time, and signs exactly what is stored', async () => {
    const platform = makePlatform()
    let late = 0
    const shipper = ship(
      async (firstLine, parts, signal) => {
        const stored = await platform.send(firstLine, parts)
        // The first call with the program's lines arrives, and its answer comes when the time to send is over.
        if (parts.some(({ stream }) => stream !== 'SYSTEM') && late++ === 0)
          await new Promise((done) => signal.addEventListener('abort', done))
        return stored
      },
      { batchBytes: 2_000 },
    )
    shipper.open('begin')
    for (let i = 0; i < 100; i++) shipper.add(i % 2 ? 'STDOUT' : 'STDERR', `${'y'.repeat(99)}\n`)
    const shipped = await shipper.close({ ...SOON, sendMs: 50 })
    expect(shipped).toMatchObject({ truncated: true, lines: platform.stored.length, sha256: hashOf(platform.stored) })
    expect(platform.stored.at(-1)).toMatchObject({
      stream: 'SYSTEM',
      text: expect.stringMatching(/lines are left out/),
    })
    expect(platform.stored.length).toBeGreaterThan(3)
    expect(platform.stored.length).toBeLessThan(100)
  })

  test('is not cut when only an answer was late', async () => {
    const platform = makePlatform()
    let calls = 0
    // The third call arrives, and is never answered.
    const shipper = ship(async (firstLine, parts, signal) => {
      const stored = await platform.send(firstLine, parts)
      if (++calls === 3) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      return stored
    })
    shipper.open('begin')
    shipper.add('STDOUT', 'one\ntwo\n')
    const shipped = await shipper.close({ ...SOON, sendMs: 50 })
    expect(shipped).toMatchObject({ truncated: false, lines: 3, sha256: hashOf(platform.stored) })
    expect(texts(platform.stored)).toEqual(['begin', 'one', 'two'])
  })

  test('asks first, also when the platform answers at the very end only', async () => {
    const platform = makePlatform([{ stream: 'STDOUT', text: 'old', end: 'NEWLINE' }])
    // Away for the whole time to send, and for the first call of the time to mark.
    let sending: AbortSignal | undefined
    let marks = 0
    const shipper = ship(async (...call) => {
      sending ??= call[2]
      if (call[2] === sending || marks++ === 0) throw new RetryableError('NETWORK', 'away')
      return platform.send(...call)
    })
    shipper.open('begin again')
    shipper.add('STDOUT', 'lost\n')
    const shipped = await shipper.close({ ...SOON, sendMs: 50 })
    expect(texts(platform.stored)).toEqual([
      'old',
      'begin again',
      '1 lines are left out here: the platform did not take them in time',
    ])
    expect(shipped).toMatchObject({ firstLine: 2, lines: 2, sha256: hashOf(platform.stored.slice(1)), truncated: true })
  })

  test('says so when the platform takes no more, and makes no program wait for it', async () => {
    const platform = makePlatform()
    const shipper = ship(platform.send, { bufferUnits: 1_000 })
    shipper.open('begin')
    platform.failures.push(new NotRetryableError('LOG_TOO_LARGE', 'too large'))
    shipper.add('STDOUT', 'one\ntwo\n')
    // The platform answers within this turn of the event loop.
    await turn()
    shipper.add('STDOUT', 'three\n'.repeat(1_000))
    expect(shipper.ready()).toBeNull()
    expect(await shipper.close(SOON)).toMatchObject({ truncated: true, lines: 2, sha256: hashOf(platform.stored) })
    expect(texts(platform.stored)).toEqual(['begin', '1002 lines are left out here: the log is as large as it may be'])
  })

  test('a batch stays small as JSON, whatever the program prints', async () => {
    const bodies: number[] = []
    const platform = makePlatform()
    const shipper = ship(async (firstLine, parts) => {
      bodies.push(Buffer.byteLength(JSON.stringify(parts)))
      return platform.send(firstLine, parts)
    })
    for (let i = 0; i < 300; i++) shipper.add('STDOUT', `${'\u0001'.repeat(4_096)}\n`)
    shipper.add('STDERR', '\n'.repeat(300_000))
    shipper.open('begin')
    expect(await shipper.close(SOON)).toMatchObject({ lines: 300_301, truncated: false })
    expect(Math.max(...bodies)).toBeLessThan(900_000)
  })

  test('a refusal for good ends the sending, not the run', async () => {
    const platform = makePlatform()
    const shipper = ship(async (...call) => {
      if (call[1].length > 0) throw new NotRetryableError('JOB_ENDED', 'the job has ended')
      return platform.send(...call)
    })
    shipper.open('begin')
    shipper.add('STDOUT', 'x\n')
    expect(await shipper.close(SOON)).toMatchObject({ lines: 0, truncated: true })
  })
})
