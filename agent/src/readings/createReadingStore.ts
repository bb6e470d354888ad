import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Reading, readingLine, readingLines, readingOf } from '@aiigo/domain'
import { z } from 'zod'
import { syncFolder } from '../writeDurably.js'

/** The readings of one assignment, on this machine's disk. */
export interface ReadingLog {
  readonly path: string
  /** Readings of this and of earlier runs, in their order. */
  readonly readings: readonly Reading[]
  /** On disk, also through a power cut, when this resolves. */
  append(reading: Reading): Promise<void>
  close(): Promise<void>
}

/** Readings that were taken and not handed in yet: a value of a past moment cannot be read again. */
export interface ReadingStore {
  /** Goes on behind the readings of an earlier run; a line that a power cut left half is removed. */
  open(offerId: string): Promise<ReadingLog>
  /** How many readings there are of an assignment. */
  count(offerId: string): Promise<number>
  remove(offerId: string): Promise<void>
  /** Removes those of all other assignments. */
  retain(offerIds: readonly string[]): Promise<void>
}

/** The readings at the start of a text that follow each other from 1, and their bytes. */
function wholeReadings(text: string): { readings: Reading[]; bytes: number } {
  const readings: Reading[] = []
  let bytes = 0
  for (const line of readingLines(text)) {
    const reading = readingOf(line)
    if (typeof reading === 'string' || reading.sequence !== readings.length + 1) break
    readings.push(reading)
    bytes += Buffer.byteLength(line) + 1
  }
  return { readings, bytes }
}

/** A file of lines for each assignment in `root`. */
export async function createReadingStore(root: string): Promise<ReadingStore> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  const pathOf = (offerId: string): string => join(root, `${z.uuid().parse(offerId)}.jsonl`)
  const textOf = (path: string): Promise<string> =>
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })

  return {
    async open(offerId) {
      const path = pathOf(offerId)
      const { readings, bytes } = wholeReadings(await textOf(path))
      const handle = await open(path, 'a', 0o600)
      await handle.truncate(bytes)
      await syncFolder(root)
      return {
        path,
        readings,
        async append(reading) {
          await handle.appendFile(readingLine(reading))
          await handle.datasync()
          readings.push(reading)
        },
        close: () => handle.close(),
      }
    },
    count: async (offerId) => wholeReadings(await textOf(pathOf(offerId))).readings.length,
    remove: (offerId) => rm(pathOf(offerId), { force: true }),
    async retain(offerIds) {
      for (const name of await readdir(root)) {
        if (!offerIds.includes(name.replace(/\.jsonl$/, ''))) await rm(join(root, name), { force: true })
      }
    },
  }
}
