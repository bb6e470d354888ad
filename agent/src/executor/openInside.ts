import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A running program changes its directory at any moment: a path that was looked at names something else when it is
 * opened. So each part is opened below the descriptor of the folder before it, and a link is an error at each of them.
 */

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants
/** Linux: holds an entry without opening it, so a device or a pipe notices nothing. Node has no name for it. */
const O_PATH = 0x20_00_00
/** Darwin: an open in which any part of the path is a link fails. */
const O_NOFOLLOW_ANY = 0x20_00_00_00

const below = ({ fd }: FileHandle, name = ''): string => join(`/proc/self/fd/${fd}`, name)

/** The entry that a descriptor stands for, opened to be read. */
async function reopen(entry: FileHandle): Promise<FileHandle | null> {
  return (await entry.stat()).isFile() ? open(below(entry), O_RDONLY | O_NONBLOCK) : null
}

async function openByDescriptors(directory: string, file: string): Promise<FileHandle | null> {
  const parts = file.split('/')
  let held = await open(directory, O_PATH | O_DIRECTORY | O_NOFOLLOW)
  try {
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1
      const next = await open(below(held, part), O_PATH | O_NOFOLLOW | (isLast ? 0 : O_DIRECTORY))
      await held.close()
      held = next
    }
    return await reopen(held)
  } finally {
    await held.close()
  }
}

/** Where no descriptor can be walked from. Programs run there without a way to make links or devices. */
async function openWithoutLinks(directory: string, file: string): Promise<FileHandle | null> {
  const path = join(directory, file)
  const looked = await lstat(path, { bigint: true })
  if (!looked.isFile()) return null
  const handle = await open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW_ANY)
  const opened = await handle.stat({ bigint: true }).catch(() => null)
  if (opened?.isFile() && opened.ino === looked.ino && opened.dev === looked.dev) return handle
  await handle.close()
  return null
}

/**
 * Opens a plain file of a directory that a program changes meanwhile. Links, on the file or on a folder above it, and
 * devices and pipes are never opened. A hard link is a file like others: a program can make one of a file that it
 * reaches itself, and of no other.
 * @param file name in the directory, with `/` between its parts and no `..`
 * @returns null where there is none; always null on systems other than Linux, with `/proc`, and macOS
 */
export async function openInside(directory: string, file: string): Promise<FileHandle | null> {
  try {
    const root = await realpath(directory)
    if (process.platform === 'linux') return await openByDescriptors(root, file)
    return process.platform === 'darwin' ? await openWithoutLinks(root, file) : null
  } catch {
    return null
  }
}

/** A folder that is held: what is reached by its path is in it, wherever the folder is moved. */
export interface HeldFolder {
  readonly path: string
  close(): Promise<void>
}

/**
 * Holds a folder of a directory that a program changes meanwhile. On Linux a link on the way, which leads out of the
 * directory, is noticed by the place of what was found, before anything of it is read.
 * @param directory without links in its path
 * @param path of the directory or of a folder in it
 * @returns null where it is elsewhere
 * @throws the system's errors
 */
export async function holdFolder(directory: string, path: string): Promise<HeldFolder | null> {
  if (process.platform !== 'linux') return { path, close: () => Promise.resolve() }
  const handle = await open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW)
  try {
    const place = await readlink(below(handle))
    if (place === directory || place.startsWith(`${directory}/`)) {
      return { path: below(handle), close: () => handle.close() }
    }
  } catch (error) {
    await handle.close()
    throw error
  }
  await handle.close()
  return null
}
