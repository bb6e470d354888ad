import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'

export interface DirectoryUsage {
  /** Sum of the files' lengths, bytes. */
  readonly bytes: number
  /** Files and folders. */
  readonly entries: number
}

/** A path that is too long to look at: a program has put folders into folders to hide what it writes. */
const isHidden = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG'

/**
 * Counts the content of a directory, without following links. Entries that vanish during the count are left out. One
 * that lies too deep to be looked at counts as more than any limit.
 * @param enough Counting ends where both numbers can no longer matter, so that a flood is not counted to its end.
 */
export async function directoryUsage(
  path: string,
  enough: DirectoryUsage = { bytes: Number.POSITIVE_INFINITY, entries: Number.POSITIVE_INFINITY },
): Promise<DirectoryUsage> {
  let bytes = 0
  let entries = 0
  const folders = [path]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const found = await opendir(folder, { bufferSize: 256 }).catch((error: unknown) => {
      if (isHidden(error)) bytes = Number.POSITIVE_INFINITY
      return []
    })
    for await (const entry of found) {
      entries++
      const child = join(folder, entry.name)
      if (entry.isDirectory()) folders.push(child)
      else
        bytes += await lstat(child)
          .then((status) => status.size)
          .catch((error: unknown) => (isHidden(error) ? Number.POSITIVE_INFINITY : 0))
      if (bytes > enough.bytes || entries > enough.entries) return { bytes, entries }
    }
    if (bytes > enough.bytes) return { bytes, entries }
  }
  return { bytes, entries }
}
