import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeDurably } from '../writeDurably.js'

const hex = z.string().regex(/^[0-9a-f]{64}$/)

const keptSchema = z.strictObject({
  version: z.literal(1),
  sequence: z.int().min(1),
  cid: z.string(),
  sha256: hex,
  size: z.int().min(0),
  mac: hex.nullable(),
  /** How long the assignment's program had worked until then, seconds. */
  wallSeconds: z.number().min(0),
  /** Processor time of it, seconds. */
  cpuSeconds: z.number().min(0),
})

/** The newest version that this machine has of an assignment's checkpoint. */
export type KeptCheckpoint = Omit<z.output<typeof keptSchema>, 'version'>

/** Versions on this machine's disk, as they are stored in the blob store: sealed where the job's files are. */
export interface CheckpointStore {
  /** The newest version of an assignment; null where there is none that can be read. */
  newest(offerId: string): Promise<(KeptCheckpoint & { readonly path: string }) | null>
  /** Takes a file in as the newest version. @returns where it is now */
  keep(offerId: string, path: string, version: KeptCheckpoint): Promise<string>
  remove(offerId: string): Promise<void>
  /** Removes those of all other assignments, such as of ones that ended while no agent ran. */
  retain(offerIds: readonly string[]): Promise<void>
}

/**
 * A folder for each assignment, with the newest version's file and what it is. The file is there before its description
 * names it, so a crash leaves the version before.
 */
export async function createCheckpointStore(root: string): Promise<CheckpointStore> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  const folderOf = (offerId: string): string => join(root, z.uuid().parse(offerId))
  const fileOf = (offerId: string, sequence: number): string => join(folderOf(offerId), `${sequence}.version`)

  return {
    async newest(offerId) {
      const text = await readFile(join(folderOf(offerId), 'newest.json'), 'utf8').catch(() => null)
      if (text === null) return null
      try {
        const { version: _, ...kept } = keptSchema.parse(JSON.parse(text))
        return { ...kept, path: fileOf(offerId, kept.sequence) }
      } catch {
        // Half a file of a power cut: the platform may have the version.
        return null
      }
    },
    async keep(offerId, from, kept) {
      const folder = folderOf(offerId)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = fileOf(offerId, kept.sequence)
      await rename(from, path)
      await writeDurably(join(folder, 'newest.json'), JSON.stringify({ version: 1, ...kept }))
      for (const name of await readdir(folder)) {
        if (name.endsWith('.version') && join(folder, name) !== path) await rm(join(folder, name), { force: true })
      }
      return path
    },
    remove: (offerId) => rm(folderOf(offerId), { recursive: true, force: true }),
    async retain(offerIds) {
      for (const name of await readdir(root)) {
        if (!offerIds.includes(name)) await rm(join(root, name), { recursive: true, force: true })
      }
    },
  }
}
