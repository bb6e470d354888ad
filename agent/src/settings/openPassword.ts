import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Context, Input } from '@aiigo/terminal'
import { askPassword, readSecret } from '@aiigo/terminal/keystore'
import type { LoadedAgent } from './loadAgent.js'
import type { Settings } from './Settings.js'

/** The name of the password among systemd's credentials. */
const CREDENTIAL = 'wallet-password'

/**
 * The wallet's password: of `--password-file`, of systemd's credential, of the file that `agent.yaml` names, else
 * typed.
 * @throws CliError `FILE_TOO_OPEN`, `FILE_UNREADABLE`; `USAGE` where nobody can be asked
 */
export async function openPassword(
  context: Context<Settings>,
  input: Input,
  { file, wallet }: Pick<LoadedAgent, 'file' | 'wallet'>,
): Promise<string> {
  const { env, folder } = context.settings
  if (input.text('passwordFile') !== undefined) return askPassword(context, input, wallet.name)
  // The folder of credentials is this service's alone. Its files have an access list, which their mode shows as rights
  // of the group.
  const credential = env.CREDENTIALS_DIRECTORY && join(env.CREDENTIALS_DIRECTORY, CREDENTIAL)
  if (credential && existsSync(credential)) return readSecret(credential, undefined, true)
  if (file.passwordFile !== undefined) return readSecret(resolve(folder, file.passwordFile))
  return askPassword(context, input, wallet.name)
}
