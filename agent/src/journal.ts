import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '@aiigo/service'
import { z } from 'zod'
import { syncFolder, writeDurably } from './writeDurably.js'

const hex = z.templateLiteral(['0x', z.string()])

const resultSchema = z.strictObject({
  manifestCid: z.string(),
  manifestSha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Decimal. */
  usage: z.string().regex(/^[0-9]+$/),
  exitCode: z.int(),
  outputs: z.array(z.strictObject({ name: z.string(), cid: z.string(), sha256: z.string(), size: z.int() })),
  signature: hex,
})

const entrySchema = z.strictObject({
  version: z.literal(1),
  offerId: z.uuid(),
  nodeId: hex,
  taskId: hex,
  attempt: z.int(),
  /**
   * RUNNING: the job was started here. DONE: the result is signed and has to be handed in. HANDED_IN: the platform has
   * it, and the chain is to get it.
   */
  phase: z.enum(['RUNNING', 'DONE', 'HANDED_IN']),
  /** How often the job was started. */
  runs: z.int(),
  /**
   * The program's process: its id, and its start in the kernel's ticks, which distinguishes it from a later process
   * with that id.
   */
  process: z.strictObject({ pid: z.int(), startTicks: z.string() }).nullable(),
  result: resultSchema.nullable(),
  updatedAt: z.iso.datetime(),
})

/** The facts about an assignment that the agent needs after a crash. */
export type JournalEntry = z.output<typeof entrySchema>

export interface Journal {
  /** Every entry that can be read; a damaged file is set aside as `<name>.damaged` and reported. */
  list(): Promise<readonly JournalEntry[]>
  get(offerId: string): Promise<JournalEntry | null>
  /** On disk, also through a power cut, when this resolves. */
  put(entry: Omit<JournalEntry, 'version' | 'updatedAt'>): Promise<void>
  remove(offerId: string): Promise<void>
}

/** One JSON file for each assignment in `folder`. */
export async function createJournal(folder: string, log: Logger): Promise<Journal> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const pathOf = (offerId: string): string => join(folder, `${z.uuid().parse(offerId)}.json`)

  async function read(path: string): Promise<JournalEntry | null> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    if (text === null) return null
    try {
      return entrySchema.parse(JSON.parse(text))
    } catch (error) {
      log.warn({ path, reason: (error as Error).message }, 'a journal file is damaged; set aside as .damaged')
      await rename(path, `${path}.damaged`)
      return null
    }
  }

  return {
    async list() {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
      const entries = await Promise.all(names.map((name) => read(join(folder, name))))
      return entries.filter((entry) => entry !== null)
    },
    get: (offerId) => read(pathOf(offerId)),
    async put(entry) {
      const text = JSON.stringify({ version: 1, ...entry, updatedAt: new Date().toISOString() })
      await writeDurably(pathOf(entry.offerId), text)
    },
    async remove(offerId) {
      await rm(pathOf(offerId), { force: true })
      await syncFolder(folder)
    },
  }
}
