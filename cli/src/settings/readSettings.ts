import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CliError } from '@aiigo/terminal'
import type { Settings } from './Settings.js'

type Environment = Readonly<Record<string, string | undefined>>

/** Options that stand above environment and file. */
export interface GivenSettings {
  readonly api?: string | undefined
  readonly rpc?: string | undefined
}

/** The API of `npm start`, whose ports are settings. */
const LOCAL_PORT = '4000'

const packageRoot = fileURLToPath(new URL('../..', import.meta.url))

/** The folder of settings, sessions and keys. */
export function settingsFolder(env: Environment): string {
  const base = env.XDG_CONFIG_HOME
  // The standard has relative paths ignored.
  return join(base && isAbsolute(base) ? base : join(env.HOME || homedir(), '.config'), 'aiigo')
}

function expectUrl(text: string, from: string): string {
  const isUrl = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
  if (isUrl) return text
  throw new CliError(
    'BAD_SETTING',
    `expected a URL that begins with http:// or https:// as ${from}, got ${JSON.stringify(text)}`,
    `correct it, for example ${from.startsWith('--') ? `${from} http://127.0.0.1:4000/graphql` : from}`,
  )
}

/** `config.json`: `{ "apiUrl": "…", "rpcUrl": "…" }`, both optional. */
async function readConfigFile(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw new CliError('BAD_SETTING', `expected to read ${path}: ${error.message}`, `correct its rights, or remove it`)
  })
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw new CliError(
    'BAD_SETTING',
    `expected a JSON object in ${path}, got ${JSON.stringify(text.slice(0, 40))}`,
    `write one such as {"apiUrl": "http://127.0.0.1:4000/graphql"}, or remove the file`,
  )
}

/**
 * The settings: an option stands above the environment, the environment above `config.json`, and that above the URL of
 * the local stack.
 * @throws CliError `BAD_SETTING`
 */
export async function readSettings(env: Environment, given: GivenSettings = {}): Promise<Settings> {
  const folder = settingsFolder(env)
  const file = join(folder, 'config.json')
  const config = await readConfigFile(file)
  const pick = (option: string, value: string | undefined, variable: string, key: string): string | null => {
    if (value !== undefined) return expectUrl(value, option)
    const fromEnv = env[variable]
    if (fromEnv) return expectUrl(fromEnv, variable)
    const kept = config[key]
    return kept === undefined ? null : expectUrl(String(kept), `${key} of ${file}`)
  }
  const apiUrl = pick('--api', given.api, 'AIIGO_API_URL', 'apiUrl')
  const port = env.AIIGO_API_PORT || env.AIIGO_PORT_BASE || LOCAL_PORT
  return {
    apiUrl: apiUrl ?? `http://127.0.0.1:${port}/graphql`,
    isDefaultApi: apiUrl === null,
    rpcUrl: pick('--rpc', given.rpc, 'ETHEREUM_RPC_URL', 'rpcUrl'),
    folder,
    env,
    examples: join(packageRoot, '../examples'),
    schemas: join(packageRoot, 'schemas'),
  }
}
