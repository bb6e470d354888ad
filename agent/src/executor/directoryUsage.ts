import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'

export interface DirectoryUsage {
  /** Sum of the files' lengths, bytes. */
  readonly bytes: number
  /** Files and folders. */
  readonly entries: number
}

/**
 * Counts the content of a directory, without following links. Entries that vanish during the count are left out.
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
    const found = await opendir(folder, { bufferSize: 256 }).catch(() => [])
    for await (const entry of found) {
      entries++
      const child = join(folder, entry.name)
      if (entry.isDirectory()) folders.push(child)
      else
        bytes += await lstat(child)
          .then((status) => status.size)
          .catch(() => 0)
      if (bytes > enough.bytes || entries > enough.entries) return { bytes, entries }
    }
  }
  return { bytes, entries }
}
