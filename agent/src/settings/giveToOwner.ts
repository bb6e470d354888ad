import { chown, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Files in a folder of settings that are not the agent's: systemd hands it the password. */
const ROOTS = ['wallet-password']

/**
 * Gives all that is in a folder to the folder's owner, where this process may: root sets up a service of another user.
 */
export async function giveToOwner(folder: string): Promise<void> {
  const { uid, gid } = await stat(folder)
  if (process.getuid?.() !== 0 || uid === 0) return
  const names = await readdir(folder, { recursive: true })
  for (const name of names) if (!ROOTS.includes(name)) await chown(join(folder, name), uid, gid)
}
