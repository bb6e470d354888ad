import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { BUGS } from './bugs/index.js'
import { native } from './kernel/native.js'
import type { Arguments } from './readArguments.js'

const PROGRAM = fileURLToPath(new URL('./main.js', import.meta.url))

/** The last line of a run. */
interface Result {
  seeds: number
  failed: number
  faultsInjected: number
  plantedBugsFound?: number
  faults: Record<string, number>
}

/** Runs this program once more. Its standard error is this one's. @throws Error when it ends without a result */
function runProgram(words: readonly string[]): Promise<Partial<Result>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    child.once('error', reject)
    child.once('close', (code) => {
      const line = printed.trim().split('\n').at(-1) ?? ''
      if (line.startsWith('{')) resolve(JSON.parse(line) as Partial<Result>)
      else reject(new Error(`expected a line of JSON from ${words.join(' ')}, it ended with exit code ${code}`))
    })
  })
}

/** The arguments that a part of the run gets, too. */
function sharedWords({ json, trace, log, twice, faults }: Arguments): string[] {
  const flags = Object.entries({ json, trace, log, twice }).flatMap(([name, isOn]) => (isOn ? [`--${name}`] : []))
  return [...flags, ...(faults ? ['--faults', faults.join(',')] : [])]
}

/**
 * Runs the seeds in several processes, each with a part of them, and a database and chains of its own. A seed takes the
 * same course in each. The planted bugs come afterwards, in one process.
 * @returns the exit code
 */
export async function spreadSeeds(args: Arguments): Promise<number> {
  const began = native.performanceNow()
  const count = Math.min(args.processes, args.seeds)
  const firstOf = (part: number): number => args.seed + Math.floor((args.seeds * part) / count)
  const parts = await Promise.all(
    Array.from({ length: count }, (_, part) => {
      const [first, next] = [firstOf(part), firstOf(part + 1)]
      return runProgram([
        ...['--seed', String(first), '--seeds', String(next - first), '--no-bugs'],
        ...sharedWords(args),
      ])
    }),
  )
  const sum = (values: readonly (number | undefined)[]): number =>
    values.reduce<number>((all, one) => all + (one ?? 0), 0)
  const failed = sum(parts.map((part) => part.failed))
  const kinds = [...new Set(parts.flatMap(({ faults = {} }) => Object.keys(faults)))]
  const faults = Object.fromEntries(kinds.map((kind) => [kind, sum(parts.map((part) => part.faults?.[kind]))]))
  const isPlain = failed === 0 && !(args.trace || args.log || args.twice || args.faults || args.noBugs)
  const bugs = isPlain ? await runProgram(['--bugs', '--seed', String(args.seed), '--seeds', '20']) : {}
  const { plantedBugsFound } = bugs
  const result = {
    ...{ seeds: sum(parts.map(({ seeds }) => seeds)), failed, faultsInjected: sum(Object.values(faults)) },
    ...{ plantedBugsFound, processes: count, seconds: Math.round((native.performanceNow() - began) / 1_000), faults },
  }
  process.stdout.write(`${JSON.stringify(result)}\n`)
  return failed > 0 || (plantedBugsFound ?? BUGS.length) < BUGS.length ? 1 : 0
}
