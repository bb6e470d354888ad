import type { Hex } from 'viem'
import type { Context } from '../Context.js'
import { CliError } from '../errors.js'
import type { Input } from '../Input.js'
import { isPrivateKey } from './isPrivateKey.js'
import { readSecret } from './readSecret.js'

/**
 * A private key from `--key-file`, else from a prompt.
 * @throws CliError `NOT_A_KEY`, `FILE_TOO_OPEN`, `FILE_UNREADABLE`; `USAGE` where nobody can be asked
 */
export async function askKey(
  { prompts, program, command }: Pick<Context, 'prompts' | 'program' | 'command'>,
  input: Input,
): Promise<Hex> {
  const path = input.text('keyFile')
  if (path === '-' && input.text('passwordFile') === '-') {
    throw new CliError(
      'USAGE',
      'expected key and password from two places, got standard input for both',
      `name a file for one: ${program} ${command} --key-file - --password-file FILE`,
    )
  }
  const text =
    path === undefined
      ? await prompts.secret({
          message: 'Private key (0x and 64 hex digits)',
          instead: '--key-file FILE (- is standard input)',
        })
      : await readSecret(path)
  const key = text.trim().replace(/^(0x)?/i, '0x')
  if (isPrivateKey(key)) return key
  // The text may be a key with a mistake in it: it is not repeated.
  throw new CliError(
    'NOT_A_KEY',
    `expected a private key, 0x and 64 hex digits, got a text of ${text.trim().length} characters that is none`,
    `check it, then run it again: ${program} ${command}`,
  )
}
