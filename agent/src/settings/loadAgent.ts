import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { InvalidInputError } from '@aiigo/domain'
import { EnvironmentError } from '@aiigo/service'
import { CliError } from '@aiigo/terminal'
import { type KeptWallet, readWallet } from '@aiigo/terminal/keystore'
import { type LockedConfig, readLockedConfig } from '../config.js'
import { type AgentFile, parseAgentFile, toEnvironment } from './agentFile.js'
import type { Settings } from './Settings.js'

/** A machine that was set up. */
export interface LoadedAgent {
  readonly file: AgentFile
  /** The settings of the file with the environment's above them. */
  readonly env: Record<string, string | undefined>
  readonly config: LockedConfig
  readonly wallet: KeptWallet
}

/** A file of settings that cannot be used, with every problem. */
class BadAgentFile extends InvalidInputError {
  override readonly code = 'BAD_SETTING'
}

/**
 * Reads `agent.yaml` and finds the wallet; its key stays sealed.
 * @throws CliError `NOT_SET_UP`, `BAD_SETTING`, `WALLET_UNKNOWN`; BadAgentFile `BAD_SETTING`
 */
export async function loadAgent({ path, folder, env: given }: Settings): Promise<LoadedAgent> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      throw new CliError('NOT_SET_UP', `expected settings at ${path}, there are none`, 'write them: aiigo-agent init')
    }
    throw new CliError('BAD_SETTING', `expected to read ${path}: ${error.message}`, `check its rights: ls -l ${path}`)
  })
  const file = parse(text)
  const env = { ...toEnvironment(file, (place) => resolve(folder, place)), ...given }
  return {
    file,
    env,
    config: withWords(() => readLockedConfig(env)),
    wallet: await readWallet({ folder }, file.wallet),
  }
}

function parse(text: string): AgentFile {
  try {
    return parseAgentFile(text)
  } catch (error) {
    throw error instanceof InvalidInputError ? new BadAgentFile(error.problems) : error
  }
}

/** Problems of the environment are the owner's to mend: they come without a stack. @throws CliError `BAD_SETTING` */
export function withWords<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    throw new CliError('BAD_SETTING', error.message, 'correct the variables, or the settings in agent.yaml')
  }
}
