import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { quantile } from './matching/timing.js'

const AIIGO = fileURLToPath(new URL('../../cli/bin/aiigo.mjs', import.meta.url))
const RUNS = 25
/** Calls that a person begins with, and Node itself. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  node: ['-e', '0'],
  help: [AIIGO, '--help'],
  submitHelp: [AIIGO, 'submit', '--help'],
  jobsOffline: [AIIGO, '--api', 'http://127.0.0.1:9/graphql', 'jobs', '--json'],
}

/**
 * Processor time of the command line from its start to its end, milliseconds, user and system together; `jobsOffline`
 * has loaded what talks to the platform. The calls take turns, so that all of them meet the same machine.
 */
export async function benchCli(say: (line: string) => void): Promise<Record<string, unknown>> {
  const times = new Map<string, number[]>(Object.keys(CALLS).map((name) => [name, []]))
  for (let run = 0; run < RUNS; run++) {
    for (const [name, args] of Object.entries(CALLS)) times.get(name)?.push(cpuOf(args))
  }
  const medians = Object.fromEntries([...times].map(([name, all]) => [name, round(quantile(all, 0.5))]))
  say(`processor time, median of ${RUNS}: ${JSON.stringify(medians)} ms`)
  const worst = Object.fromEntries([...times].map(([name, all]) => [name, round(Math.max(...all))]))
  return { cpuMs: medians, worstMs: worst, helpToNode: round((medians.help ?? 0) / (medians.node ?? 1)) }
}

const round = (value: number): number => Math.round(value * 10) / 10

/** Processor time of a run of Node, milliseconds, as bash counts it for a child that has ended. */
function cpuOf(args: readonly string[]): number {
  const script = `TIMEFORMAT='%U %S'; { time "$@" > /dev/null 2>&1; } 2>&1`
  const { stdout, error } = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...args], { encoding: 'utf8' })
  if (error) throw error
  const [user = Number.NaN, system = Number.NaN] = stdout.trim().split(' ').map(Number)
  if (Number.isNaN(user + system)) throw new Error(`expected two times, got ${stdout}`)
  return (user + system) * 1_000
}
