import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createTraffic } from './createTraffic.js'

let folder: string
let clock: number
const log = { warn: () => undefined } as never
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-traffic-'))
  clock = Date.parse('2026-01-14T12:00:00Z')
})
afterEach(() => rm(folder, { recursive: true, maxRetries: 5 }))

const open = (bytesPerSecond?: number) =>
  createTraffic({ path: join(folder, 'traffic.json'), bytesPerSecond, zone: 'Asia/Tokyo', log, now: () => clock })

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })
const chunks = (count: number, size: number) => Readable.from(Array.from({ length: count }, () => Buffer.alloc(size)))

test('bytes are counted by the day of the zone, and through a restart', async () => {
  const traffic = await open()
  await pipeline(chunks(3, 1_000), traffic.meter(), nowhere())
  expect(traffic.bytesToday).toBe(3_000)
  expect((await open()).bytesToday).toBe(3_000)
  clock = Date.parse('2026-01-14T14:59:00Z')
  expect((await open()).bytesToday).toBe(3_000)
  // Midnight in Tokyo.
  clock = Date.parse('2026-01-14T15:00:00Z')
  expect(traffic.bytesToday).toBe(0)
  expect((await open()).bytesToday).toBe(0)
})

test('all files together are as fast as the owner allows', async () => {
  const traffic = await open(100_000)
  const started = performance.now()
  await Promise.all([1, 2].map(() => pipeline(chunks(5, 2_000), traffic.meter(), nowhere())))
  // 20 000 bytes at 100 000 a second.
  expect(performance.now() - started).toBeGreaterThan(190)
})

test('a transfer that is cut off lets go at once', async () => {
  const traffic = await open(1_000)
  const stop = new AbortController()
  const started = performance.now()
  const sending = pipeline(chunks(10, 60_000), traffic.meter(), nowhere(), { signal: stop.signal })
  stop.abort()
  await expect(sending).rejects.toThrow(/abort/i)
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('bytes that did not pass take neither time nor a share of the day', async () => {
  const traffic = await open(1_000)
  const stop = new AbortController()
  const sending = pipeline(chunks(1, 60_000), traffic.meter(), nowhere(), { signal: stop.signal })
  await new Promise((done) => setTimeout(done, 20))
  stop.abort()
  await expect(sending).rejects.toThrow(/abort/i)
  expect(traffic.bytesToday).toBe(0)
  const started = performance.now()
  await pipeline(chunks(1, 10), traffic.meter(), nowhere())
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('a damaged count begins anew', async () => {
  await writeFile(join(folder, 'traffic.json'), '{')
  expect((await open()).bytesToday).toBe(0)
})
