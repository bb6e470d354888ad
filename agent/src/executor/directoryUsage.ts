import { lstat, opendir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { holdFolder } from './openInside.js'

export interface DirectoryUsage {
  /** Sum of the files' lengths, bytes. */
  readonly bytes: number
  /** Files and folders. */
  readonly entries: number
}

/** Bytes of a path on Linux. */
const MAX_PATH = 4_095

/** A path that is too long to look at: a program has put folders into folders to hide what it writes. */
const isHidden = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG'

/**
 * Counts the content of a directory, without following links, also while a program swaps folders. Entries that vanish
 * during the count are left out. One that lies too deep to be looked at counts as more than any limit.
 * @param enough Counting ends where both numbers can no longer matter, so that a flood is not counted to its end.
 */
export async function directoryUsage(
  path: string,
  enough: DirectoryUsage = { bytes: Number.POSITIVE_INFINITY, entries: Number.POSITIVE_INFINITY },
): Promise<DirectoryUsage> {
  let bytes = 0
  let entries = 0
  const isEnough = (): boolean => bytes > enough.bytes || entries > enough.entries
  const skip = (error: unknown): null => {
    if (isHidden(error)) bytes = Number.POSITIVE_INFINITY
    return null
  }
  const root = await realpath(path).catch(skip)
  const folders = root === null ? [] : [root]
  for (let folder = folders.pop(); folder !== undefined && !isEnough(); folder = folders.pop()) {
    const held = await holdFolder(root ?? path, folder).catch(skip)
    if (!held) continue
    try {
      for await (const entry of (await opendir(held.path, { bufferSize: 256 }).catch(skip)) ?? []) {
        entries++
        const child = join(folder, entry.name)
        if (entry.isDirectory()) folders.push(child)
        else {
          const status = await lstat(join(held.path, entry.name)).catch(skip)
          // The held path is shorter than the one that others would need.
          bytes += Buffer.byteLength(child) > MAX_PATH ? Number.POSITIVE_INFINITY : (status?.size ?? 0)
        }
        if (isEnough()) break
      }
    } finally {
      await held.close()
    }
  }
  return { bytes, entries }
}
