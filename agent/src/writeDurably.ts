import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Flushes a folder's list of files to the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Writes a file that is the old one or the new one, whole, also through a power cut: written beside, flushed, renamed,
 * and the folder flushed. Only this user reads it.
 */
export async function writeDurably(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`
  const handle = await open(fresh, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, path)
  await syncFolder(dirname(path))
}
