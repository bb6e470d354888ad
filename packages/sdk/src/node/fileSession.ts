import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import type { SessionStore, SessionTokens } from '@aiigo/client'
import { pause } from '@aiigo/domain'
import { sdkError } from '../errors.js'

/** A lock that is older than this belongs to a process that died, milliseconds. */
const STALE_MS = 30_000

const absent = (error: NodeJS.ErrnoException): null => {
  if (error.code === 'ENOENT') return null
  throw error
}

/**
 * Keeps a session in a file of mode 600, so that a command line need not sign in each time. Processes that refresh it
 * at once take turns by a lock file beside it.
 * @throws NotRetryableError `SIGNED_OUT` while reading, when others may read the file
 * @example await connect({ apiUrl, sessionStore: fileSession('/home/me/.aiigo/session.json') })
 */
export function fileSession(path: string): SessionStore {
  async function claimLock(): Promise<void> {
    for (;;) {
      const lock = await open(`${path}.lock`, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return null
        throw error
      })
      if (lock) return lock.close()
      const held = await stat(`${path}.lock`).catch(absent)
      if (held && Date.now() - held.mtimeMs > STALE_MS) await rm(`${path}.lock`, { force: true })
      else await pause(50)
    }
  }

  return {
    async read() {
      const found = await stat(path).catch(absent)
      if (!found) return null
      if ((found.mode & 0o077) !== 0) {
        throw sdkError('SIGNED_OUT', `expected ${path} to be its owner's alone (mode 600); run chmod 600 ${path}`)
      }
      try {
        return JSON.parse(await readFile(path, 'utf8')) as SessionTokens
      } catch {
        return null
      }
    },
    async write(session) {
      if (!session) return rm(path, { force: true })
      const handle = await open(`${path}.new`, 'w', 0o600)
      try {
        await handle.writeFile(JSON.stringify(session))
      } finally {
        await handle.close()
      }
      await rename(`${path}.new`, path)
    },
    async exclusively(work) {
      await claimLock()
      try {
        return await work()
      } finally {
        await rm(`${path}.lock`, { force: true })
      }
    },
  }
}
