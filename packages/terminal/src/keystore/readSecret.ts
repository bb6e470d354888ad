import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { CliError } from '../errors.js'
import { expectPrivate } from './expectPrivate.js'
import { keepOutOfCores } from './keepOutOfCores.js'

/**
 * The first line of a file that holds a secret; `-` is standard input.
 * @param isGuarded whether its folder keeps others away, so that its mode does not count
 * @throws CliError `FILE_TOO_OPEN`, `FILE_UNREADABLE`
 */
export async function readSecret(
  path: string,
  stdin: NodeJS.ReadableStream = process.stdin,
  isGuarded = false,
): Promise<string> {
  keepOutOfCores()
  if (path === '-') return firstLine(await text(stdin), 'standard input')
  if (!isGuarded) await expectPrivate(path)
  const content = await readFile(path, 'utf8').catch((error: Error) => {
    throw new CliError('FILE_UNREADABLE', `expected to read ${path}: ${error.message}`, `check it: ls -l ${path}`)
  })
  return firstLine(content, path)
}

function firstLine(content: string, from: string): string {
  const [line = ''] = content.split(/\r?\n/)
  if (line !== '') return line
  throw new CliError(
    'FILE_UNREADABLE',
    `expected a line in ${from}, it is empty`,
    'write the secret into its first line',
  )
}
