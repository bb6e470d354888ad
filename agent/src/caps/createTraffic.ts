import { readFile, rename, writeFile } from 'node:fs/promises'
import { Transform } from 'node:stream'
import type { Logger } from '@aiigo/service'
import { z } from 'zod'
import { dateIn } from './hours.js'

const keptSchema = z.object({ date: z.string(), bytes: z.int().min(0) })

/** Files of jobs that cross the network. */
export interface Traffic {
  /** Bytes since midnight of the zone, also before a restart. */
  readonly bytesToday: number
  /** A part of a pipeline: counts the bytes that pass, and lets all files together pass as fast as the owner allows. */
  meter(): Transform
  /** Writes the count to its file. */
  save(): Promise<void>
}

/** Settings of the count. */
export interface TrafficOptions {
  /** File of the count. */
  readonly path: string
  readonly bytesPerSecond: number | undefined
  /** Time zone whose midnight begins a day. */
  readonly zone: string
  readonly log: Logger
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** Counts the bytes of jobs' files by day, and slows them down. A count that cannot be read begins at 0. */
export async function createTraffic({
  path,
  bytesPerSecond,
  zone,
  log,
  now = Date.now,
}: TrafficOptions): Promise<Traffic> {
  let { date, bytes } = await readFile(path, 'utf8')
    .then((text) => keptSchema.parse(JSON.parse(text)))
    .catch(() => ({ date: '', bytes: 0 }))
  /** When the bytes that were let through so far have had their time, by the process's clock. */
  let freeAt = 0

  function beginDay(): void {
    const today = dateIn(zone, now())
    if (today === date) return
    date = today
    bytes = 0
  }

  let saving: Promise<void> = Promise.resolve()
  function save(): Promise<void> {
    saving = saving.then(async () => {
      beginDay()
      await writeFile(`${path}.new`, JSON.stringify({ date, bytes }), { mode: 0o600 })
      await rename(`${path}.new`, path)
    })
    saving = saving.catch((error: Error) => log.warn({ reason: error.message }, 'could not record the traffic'))
    return saving
  }

  /** Milliseconds that so many bytes take. */
  const msOf = (size: number): number => (bytesPerSecond === undefined ? 0 : (size / bytesPerSecond) * 1_000)

  /** Milliseconds that so many bytes have to wait. */
  function waitMs(size: number): number {
    if (bytesPerSecond === undefined) return 0
    const at = performance.now()
    freeAt = Math.max(at, freeAt) + msOf(size)
    return freeAt - at
  }

  return {
    get bytesToday() {
      beginDay()
      return bytes
    },
    save,
    meter() {
      let timer: NodeJS.Timeout | undefined
      /** Bytes that wait, and their time. */
      let waiting = { size: 0, ms: 0, day: '' }
      return new Transform({
        transform(chunk: Buffer, _encoding, done) {
          beginDay()
          bytes += chunk.length
          const wait = waitMs(chunk.length)
          if (wait <= 0) return done(null, chunk)
          waiting = { size: chunk.length, ms: msOf(chunk.length), day: date }
          timer = setTimeout(() => {
            waiting = { size: 0, ms: 0, day: '' }
            done(null, chunk)
          }, wait)
        },
        flush(done) {
          void save().then(() => done())
        },
        destroy(error, done) {
          clearTimeout(timer)
          // Bytes that did not pass give their time, and their share of the day, to others.
          freeAt -= waiting.ms
          if (waiting.day === date) bytes -= waiting.size
          waiting = { size: 0, ms: 0, day: '' }
          void save().then(() => done(error))
        },
      })
    },
  }
}
