import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeReceipts, encodeReceipts, type SignedReceipt } from '@aiigo/domain'
import { writeDurably } from '../writeDurably.js'

/** The highest receipt of each reader of one run, on disk: they are the node's claim to its pay. */
export interface ReceiptBook {
  /** In the order of their readers' first receipts. */
  readonly receipts: readonly SignedReceipt[]
  /** Bytes of a reader's highest receipt. @param reader in lower case */
  paid(reader: string): bigint
  /** A reader's highest receipt. @param reader in lower case */
  of(reader: string): SignedReceipt | null
  /**
   * Keeps a receipt whose signature is right; one that is no higher than the reader's last changes nothing.
   * @returns once it is on the disk
   */
  keep(receipt: SignedReceipt): Promise<void>
}

/**
 * Opens the receipts of a run. Receipts that come while others are written are written together.
 * @throws the file system's error; NotRetryableError `BAD_RECEIPTS` for a file that has been changed
 */
export async function createReceiptBook(path: string): Promise<ReceiptBook> {
  const kept = new Map<string, SignedReceipt>()
  for (const receipt of await readKept(path)) kept.set(receipt.reader.toLowerCase(), receipt)
  let writing: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | null = null
  /** Receipts that were kept, and those of them that are in the file. */
  let changes = 0
  let writtenChanges = 0

  function write(): Promise<void> {
    waiting ??= writing.then(async () => {
      waiting = null
      const all = changes
      const written = writeDurably(path, encodeReceipts([...kept.values()]))
      // A failed write is told to its callers; the next one writes all.
      writing = written.catch(() => undefined)
      await written
      writtenChanges = all
    })
    return waiting
  }

  const paid = (reader: string): bigint => BigInt(kept.get(reader)?.bytes ?? 0)
  return {
    get receipts() {
      return [...kept.values()]
    },
    paid,
    of: (reader) => kept.get(reader) ?? null,
    async keep(receipt) {
      const reader = receipt.reader.toLowerCase()
      if (BigInt(receipt.bytes) > paid(reader)) {
        kept.set(reader, receipt)
        changes++
      }
      // A repeated receipt is on the disk, too, when this resolves: also after a write that failed.
      if (writtenChanges < changes) await write()
    },
  }
}

async function readKept(path: string): Promise<readonly SignedReceipt[]> {
  try {
    return decodeReceipts(await readFile(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Whether a run has receipts that were not handed in. */
export const hasReceipts = async (path: string): Promise<boolean> => (await readKept(path)).length > 0

/** Deletes the receipts of a run that is over. */
export const removeReceipts = (path: string): Promise<void> => rm(path, { force: true })

/** Keeps the receipts of some offers alone. @param offerIds whose runs are not over */
export async function retainReceipts(folder: string, offerIds: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const kept = new Set(offerIds.map((id) => `${id}.json`))
  for (const name of await readdir(folder)) if (!kept.has(name)) await removeReceipts(join(folder, name))
}
