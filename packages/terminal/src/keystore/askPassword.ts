import type { Context } from '../Context.js'
import { CliError } from '../errors.js'
import type { Input } from '../Input.js'
import { readSecret } from './readSecret.js'

/** A password that is easy to guess protects nothing. */
const LEAST = 8
const INSTEAD = '--password-file FILE (- is standard input)'

/** A command's way to ask. */
type Asking = Pick<Context, 'prompts' | 'program' | 'command'>

/** The password of a wallet that there is. */
export async function askPassword({ prompts }: Asking, input: Input, wallet: string): Promise<string> {
  const path = input.text('passwordFile')
  if (path !== undefined) return readSecret(path)
  return prompts.secret({ message: `Password of the wallet ${wallet}`, instead: INSTEAD })
}

/** A new password, typed twice. @throws CliError `USAGE` when it is too short, or typed in two ways */
export async function askNewPassword({ prompts, program, command }: Asking, input: Input): Promise<string> {
  const path = input.text('passwordFile')
  const password =
    path === undefined
      ? await prompts.secret({ message: `New password, at least ${LEAST} characters`, instead: INSTEAD })
      : await readSecret(path)
  if (password.length < LEAST) {
    throw new CliError(
      'USAGE',
      `expected a password of at least ${LEAST} characters, got ${password.length}`,
      `choose a longer one: ${program} ${command}`,
    )
  }
  if (path !== undefined) return password
  const again = await prompts.secret({ message: 'The same password again', instead: INSTEAD })
  if (again === password) return password
  throw new CliError(
    'USAGE',
    'expected the same password twice, got two different ones',
    `start again: ${program} ${command}`,
  )
}
