import { createHash } from 'node:crypto'
import { lstat, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Podman takes no longer path for the state of running containers. */
const LONGEST = 50

/**
 * The folder for the state of running containers. It is short and, where that is possible, empty after a start of the
 * machine. The same storage has the same one.
 * @throws Error when none can be made, or another user has made it before
 */
export async function runFolder(storage: string): Promise<string> {
  const user = process.getuid?.() ?? 0
  const name = `aiigo-${createHash('sha256').update(storage).digest('hex').slice(0, 16)}`
  const places = user === 0 ? ['/run', tmpdir()] : [`/run/user/${user}`, tmpdir()]
  for (const path of places.map((place) => join(place, name)).filter(({ length }) => length <= LONGEST)) {
    const isMade = await mkdir(path, { recursive: true, mode: 0o700 }).then(
      () => true,
      () => false,
    )
    if (!isMade) continue
    const status = await lstat(path)
    // Podman lets the users of containers pass through it, as through the storage's folders.
    if (status.isDirectory() && status.uid === user && (status.mode & 0o066) === 0) return path
    throw new Error(`expected ${path} to be a folder that this user alone reads and writes; remove it`)
  }
  throw new Error(`expected to make a folder in ${places.join(' or ')} with a path of at most ${LONGEST} characters`)
}
