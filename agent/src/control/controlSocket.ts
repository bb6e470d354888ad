import { join } from 'node:path'
import { NotRetryableError } from '@aiigo/domain'

/** Bytes that the kernel takes as the path of a socket, without the zero at its end. */
const LONGEST = 107

/** The folder of an agent's socket: its owner's alone. */
export const controlFolder = (dataDir: string): string => join(dataDir, 'control')

/**
 * The socket of the agent that uses a data folder.
 * @throws NotRetryableError `PATH_TOO_LONG`
 */
export function controlSocket(dataDir: string): string {
  const path = join(controlFolder(dataDir), 'socket')
  if (Buffer.byteLength(path) <= LONGEST) return path
  throw new NotRetryableError(
    'PATH_TOO_LONG',
    `expected a data folder whose path leaves room for a socket (${LONGEST} bytes), got ${path}; choose a shorter one`,
  )
}
