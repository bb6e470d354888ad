import { chmod, lchown, lstat, mkdir, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { directoryUsage } from './directoryUsage.js'
import { removeFolder } from './removeFolder.js'

/** Does something to every entry of the job's directory, folders before what is in them; links are not followed. */
async function forEntries(path: string, act: (path: string) => Promise<void>): Promise<void> {
  await act(path)
  if (!(await lstat(path)).isDirectory()) return
  for await (const entry of await opendir(path)) await forEntries(join(path, entry.name), act)
}

/** Gives the job's directory to the user that its program is on this machine; null: the agent's own. */
export async function giveDirectory(workDir: string, user: number | null): Promise<void> {
  if (user !== null) await forEntries(workDir, (path) => lchown(path, user, user))
}

/** Takes the job's directory back: folders that a program has closed are opened again. Root needs nothing opened. */
export async function takeDirectory(workDir: string): Promise<void> {
  if (process.getuid?.() === 0) return
  await forEntries(workDir, async (path) => {
    const status = await lstat(path)
    if (!status.isSymbolicLink()) await chmod(path, (status.mode & 0o777) | (status.isDirectory() ? 0o700 : 0o600))
  }).catch(() => undefined)
}

/** Empties a directory in which something lies too deep for a path. */
export async function emptyHidden(workDir: string): Promise<void> {
  if ((await directoryUsage(workDir)).bytes !== Number.POSITIVE_INFINITY) return
  await removeFolder(workDir)
  await mkdir(workDir, { mode: 0o700 })
}
