import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { NotRetryableError } from '@aiigo/domain'

/**
 * Makes sure that one agent at a time uses a data folder, so that no job runs twice. The lock is an abstract socket of
 * the kernel's: it is gone with the process, however that ends.
 * @returns a function that lets go of the folder.
 * @throws NotRetryableError `DATA_DIR_IN_USE`
 */
export async function lockDataDir(folder: string): Promise<() => Promise<void>> {
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      const message = `expected AGENT_DATA_DIR ${folder} for this agent alone, but another one runs with it; stop that one or name another folder`
      reject(new NotRetryableError('DATA_DIR_IN_USE', message))
    })
    server.listen(`\0aiigo-agent-${name}`, resolve)
  })
  server.unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}
