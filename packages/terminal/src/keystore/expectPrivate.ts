import { stat } from 'node:fs/promises'
import { CliError } from '../errors.js'

/**
 * Refuses a file that others than its owner may read or write. A pipe, such as `/dev/stdin`, has no such rights.
 * @throws CliError `FILE_TOO_OPEN` with the command that mends it; `FILE_UNREADABLE`
 */
export async function expectPrivate(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const got = error.code === 'ENOENT' ? 'there is none' : error.message
    throw new CliError('FILE_UNREADABLE', `expected a file at ${path}, ${got}`, 'check the path: ls -l FILE')
  })
  if (!found.isFile() || (found.mode & 0o077) === 0) return
  const mode = (found.mode & 0o777).toString(8)
  throw new CliError(
    'FILE_TOO_OPEN',
    `expected ${path} to be its owner's alone (mode 600), got mode ${mode}`,
    `chmod 600 ${path}`,
  )
}
