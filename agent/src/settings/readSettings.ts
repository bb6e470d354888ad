import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Settings } from './Settings.js'

/** The file of the Debian package's service. */
export const SYSTEM_FILE = '/etc/aiigo-agent/agent.yaml'

/**
 * The place of `agent.yaml`: the option `--config`, `AIIGO_AGENT_CONFIG`, the system's file where there is one, else
 * the user's folder of settings.
 */
export function readSettings(
  env: Settings['env'],
  { config }: { readonly config?: unknown },
  systemFile = SYSTEM_FILE,
): Settings {
  const given = typeof config === 'string' ? config : env.AIIGO_AGENT_CONFIG
  const path = given ? resolve(given) : existsSync(systemFile) ? systemFile : ownFile(env)
  return { path, folder: dirname(path), env }
}

function ownFile(env: Settings['env']): string {
  const base = env.XDG_CONFIG_HOME
  // The standard has relative paths ignored.
  return join(base && isAbsolute(base) ? base : join(env.HOME || homedir(), '.config'), 'aiigo-agent', 'agent.yaml')
}
