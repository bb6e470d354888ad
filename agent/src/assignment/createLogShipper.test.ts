import { createHash } from 'node:crypto'
import { NotRetryableError, RetryableError } from '@aiigo/domain'
import type { LogLine } from '@aiigo/sdk'
import { createLogger } from '@aiigo/service'
import { describe, expect, test } from '@jest/globals'

import { createLogShipper } from './createLogShipper.js'

const log = createLogger({ name: 'test', level: 'silent' })
const stop = new AbortController()

/** A platform that keeps lines by their number, as the real one does, and fails on request. */
function makePlatform(stored: LogLine[] = []) {
  const batches: { at: number; count: number }[] = []
  const failures: Error[] = []
  const send = async (lines: readonly LogLine[]): Promise<number> => {
    batches.push({ at: performance.now(), count: lines.length })
    const last = stored.at(-1)?.sourceSeq ?? 0
    stored.push(...lines.filter(({ sourceSeq }) => sourceSeq > last))
    const failure = failures.shift()
    if (failure) throw failure
    return stored.at(-1)?.sourceSeq ?? 0
  }
  return { stored, batches, failures, send }
}

const ship = (send: (lines: readonly LogLine[]) => Promise<number>, options = {}) =>
  createLogShipper({ send, log, signal: stop.signal, intervalMs: 5, ...options })

const texts = (lines: readonly LogLine[]): string[] => lines.map(({ text }) => text)

describe('log shipper', () => {
  test('numbers lines without gaps and sends them in order, in batches', async () => {
    const platform = makePlatform()
    const shipper = ship(platform.send, { batchLines: 10 })
    for (let i = 0; i < 35; i++) shipper.add('STDOUT', `line ${i}`)
    expect(platform.batches).toEqual([])
    shipper.open('begin')
    expect(await shipper.flush(5_000)).toBe(true)
    expect(platform.stored.map(({ sourceSeq }) => sourceSeq)).toEqual(Array.from({ length: 36 }, (_, i) => i + 1))
    expect(texts(platform.stored)).toEqual(['begin', ...Array.from({ length: 35 }, (_, i) => `line ${i}`)])
    expect(platform.batches.map(({ count }) => count)).toEqual([1, 10, 10, 10, 5])
  })

  test('a batch that the platform took but whose answer was lost is not doubled', async () => {
    const platform = makePlatform()
    platform.failures.push(new RetryableError('NETWORK', 'lost'), new RetryableError('NETWORK', 'lost again'))
    const shipper = ship(platform.send)
    shipper.open('begin')
    shipper.add('STDERR', 'once')
    expect(await shipper.flush(5_000)).toBe(true)
    expect(texts(platform.stored)).toEqual(['begin', 'once'])
  })

  test('a run after a restart goes on behind the lines of the one before', async () => {
    const platform = makePlatform([1, 2, 3].map((sourceSeq) => ({ sourceSeq, stream: 'STDOUT', text: 'old', at: '' })))
    const shipper = ship(platform.send)
    shipper.open('begin again')
    shipper.add('STDOUT', 'new')
    expect(await shipper.flush(5_000)).toBe(true)
    expect(platform.stored.map(({ sourceSeq, text }) => `${sourceSeq} ${text}`)).toEqual([
      '1 old',
      '2 old',
      '3 old',
      '4 new',
    ])
  })

  test('waits between batches', async () => {
    const platform = makePlatform()
    const shipper = ship(platform.send, { intervalMs: 100, batchLines: 1 })
    shipper.open('begin')
    for (let i = 0; i < 3; i++) shipper.add('STDOUT', `${i}`)
    await shipper.flush(5_000)
    const gaps = platform.batches.slice(1).map(({ at }, i) => at - (platform.batches[i]?.at ?? 0))
    expect(gaps).toHaveLength(3)
    for (const gap of gaps) expect(gap).toBeGreaterThan(95)
  })

  test('keeps a bounded number of characters and says how many lines are left out', async () => {
    const platform = makePlatform()
    const shipper = ship(platform.send, { bufferCharacters: 50 })
    for (let i = 0; i < 100; i++) shipper.add('STDOUT', '123456789')
    shipper.open('begin')
    expect(await shipper.flush(5_000)).toBe(true)
    expect(texts(platform.stored).slice(1)).toEqual([
      ...Array.from({ length: 5 }, () => '123456789'),
      '95 lines are left out here: they came faster than the platform took them',
    ])
  })

  test('a batch stays small as JSON, whatever the program prints', async () => {
    const bodies: number[] = []
    const platform = makePlatform()
    const shipper = ship(async (lines) => {
      bodies.push(Buffer.byteLength(JSON.stringify(lines)))
      return platform.send(lines)
    })
    for (let i = 0; i < 100; i++) shipper.add('STDOUT', '\u0001'.repeat(4_096))
    shipper.open('begin')
    expect(await shipper.flush(5_000)).toBe(true)
    expect(platform.stored).toHaveLength(101)
    expect(Math.max(...bodies)).toBeLessThan(1_000_000)
  })

  test('a refusal ends the sending, not the run', async () => {
    const platform = makePlatform()
    platform.failures.push(new NotRetryableError('JOB_ENDED', 'the job has ended'))
    const shipper = ship(platform.send)
    shipper.open('begin')
    shipper.add('STDOUT', 'x')
    expect(await shipper.flush(5_000)).toBe(false)
    shipper.add('STDOUT', 'y')
    expect(platform.batches).toHaveLength(1)
  })

  test("hashes the program's lines", () => {
    const shipper = ship(makePlatform().send)
    shipper.add('STDOUT', 'a')
    shipper.add('SYSTEM', 'not the program’s')
    shipper.add('STDERR', 'b')
    expect(shipper.sha256()).toBe(createHash('sha256').update('STDOUT\ta\nSTDERR\tb\n').digest('hex'))
  })
})
