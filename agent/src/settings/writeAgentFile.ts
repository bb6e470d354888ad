import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CliError } from '@aiigo/terminal'
import { type AgentFileInput, parseAgentFile } from './agentFile.js'

/** A text as YAML, which has JSON in it. */
const q = (text: string | number): string => JSON.stringify(text)

/** Settings that `aiigo-agent init` fills in. */
export interface NewAgentFile {
  readonly platform: AgentFileInput['platform']
  readonly wallet: string
  readonly passwordFile: string | null
  readonly name: string
  readonly region: string
  readonly type: string
  readonly units: number
  readonly memoryMiB: number
  /** Whole tokens by symbol. */
  readonly asks: Readonly<Record<string, string>>
  /** Whole AIIGO. */
  readonly stake: string
  readonly dataDir: string
  readonly healthPort: number
  readonly hours: readonly string[]
  readonly celsius: number | null
  readonly otherLoadPercent: number | null
}

/** The text of `agent.yaml`, with a line about each setting. */
export function agentFileText(file: NewAgentFile): string {
  const { platform } = file
  /** A limit that was not asked for stays as an example. */
  const limit = (name: string, value: string | null, example: string): string =>
    value === null ? `  # ${name}: ${example}` : `  ${name}: ${value}`
  const hours = file.hours.length === 0 ? null : `[${file.hours.map(q).join(', ')}]`
  const per = ['GPU', 'CPU'].includes(file.type) ? 'an hour of one unit' : 'one unit of usage'
  return `# Settings of this machine, read when the agent starts. agent/README.md describes all of them.
platform:
  api: ${q(platform.api)}
  rpc: ${q(platform.rpc)}
  blobs: ${q(platform.blobs)}
  # The contracts that the agent trusts.
  deployment: ${q(platform.deployment)}
# A wallet in the folder keystore, encrypted.
wallet: ${q(file.wallet)}
${file.passwordFile === null ? '# passwordFile: wallet-password' : `passwordFile: ${q(file.passwordFile)}`}
# The node's id follows from its name and the wallet: keep both.
name: ${q(file.name)}
region: ${file.region}
hardware:
  type: ${file.type}
  units: ${file.units}
  memoryMiB: ${file.memoryMiB}
# Lowest prices in whole tokens for ${per}. A token that is left out is not accepted.
asks:
${Object.entries(file.asks)
  .map(([symbol, price]) => `  ${symbol}: ${q(price)}`)
  .join('\n')}
# Whole AIIGO.
stake: ${q(file.stake)}
dataDir: ${q(file.dataDir)}
health:
  host: 127.0.0.1
  port: ${file.healthPort}
# Your limits. The node pauses at the first five, and declines jobs that exceed the others.
caps:
${limit('hours', hours, '["22:00-07:00", "sat,sun 00:00-24:00"]')}
  # zone: Europe/Berlin
${limit('otherLoadPercent', file.otherLoadPercent === null ? null : String(file.otherLoadPercent), '50')}
${limit('celsius', file.celsius === null ? null : String(file.celsius), '80')}
  # bytesPerDay: 10000000000
  # bytesPerSecond: 1000000
  # diskMiB: 10000
  # jobs: 2
  # Images run in containers, which need Podman, or as processes, which need bubblewrap; neither before you name it here.
  # executors: [wasm, container, process]
  # What becomes of running jobs when you need the machine: finish, or giveBack.
  runningJobs: finish
`
}

/**
 * Writes `agent.yaml`, for its owner alone; never over another one.
 * @throws CliError `ALREADY_SET_UP`; InvalidInputError when a setting is none
 */
export async function writeAgentFile(path: string, file: NewAgentFile): Promise<void> {
  const text = agentFileText(file)
  parseAgentFile(text)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const handle = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? alreadySetUp(path) : error
  })
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** There are settings that would be lost. */
export const alreadySetUp = (path: string): CliError =>
  new CliError(
    'ALREADY_SET_UP',
    `expected no settings at ${path}, there are some`,
    'change them with an editor, or set up another machine: aiigo-agent init --config FILE',
  )
