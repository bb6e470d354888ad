import { BUGS } from './bugs/index.js'
import { FAULT_KINDS, type FaultKind } from './createFaults.js'
import { native } from './kernel/native.js'
import { type Prepared, prepare } from './prepare.js'
import type { Arguments } from './readArguments.js'
import { type Place, runSeed, type SeedOptions, type SeedReport } from './runSeed.js'

async function openPlace(prepared: Prepared): Promise<Place> {
  const [node, database] = await Promise.all([prepared.startChain(), prepared.createDatabase()])
  return { node, database }
}

type Run = (seed: number, more?: SeedOptions) => Promise<SeedReport>

/** Seeds that are tried for a bug in a run that is about the seeds. */
const TRIES = 20

/**
 * Plants each bug alone, and runs seeds until one of them fails that passes without it.
 * @param passed seeds that are known to pass without a bug
 * @returns how many were found
 */
async function findBugs(
  { first, count, passed }: { first: number; count: number; passed: ReadonlySet<number> },
  run: Run,
  say: (line: string) => void,
): Promise<number> {
  let found = 0
  for (const bug of BUGS) {
    const seeds = new Set([bug.foundBy, ...Array.from({ length: count }, (_, index) => first + index)])
    let failed: SeedReport | undefined
    for (const seed of seeds) {
      const report = await run(seed, { bugs: [bug] })
      if (report.problems.length === 0) continue
      if (!passed.has(seed) && (await run(seed)).problems.length > 0) continue
      failed = report
      break
    }
    if (failed) found++
    say(failed ? `${bug.name}: found by seed ${failed.seed}: ${failed.problems[0]}` : `${bug.name}: NOT FOUND`)
  }
  return found
}

/** Runs seeds one after the other, each with a chain and a database of its own. @returns the exit code */
export async function simulate(args: Arguments): Promise<number> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const began = native.performanceNow()
  const prepared = await prepare(say)
  const options: SeedOptions = {
    ...(args.faults ? { faults: args.faults } : {}),
    ...(args.trace ? { onTrace: say } : {}),
    ...(args.log ? { onLog: say } : {}),
  }
  async function run(seed: number, more: SeedOptions = {}): Promise<SeedReport> {
    const place = await openPlace(prepared)
    try {
      return await runSeed(prepared, place, seed, { ...options, ...more })
    } finally {
      place.node.stop()
      await place.database.drop()
    }
  }

  if (args.bugs) {
    const found = await findBugs({ first: args.seed, count: args.seeds, passed: new Set() }, run, say)
    prepared.stop()
    process.stdout.write(`${JSON.stringify({ plantedBugsFound: found, planted: BUGS.length })}\n`)
    return found === BUGS.length ? 0 : 1
  }

  let failed = 0
  const passed = new Set<number>()
  let faultsInjected = 0
  const faultCounts: Partial<Record<FaultKind, number>> = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0]))
  for (let seed = args.seed; seed < args.seed + args.seeds; seed++) {
    const report = await run(seed)
    if (args.twice) {
      const again = await run(seed)
      if (again.traceHash !== report.traceHash) report.problems.push('a second run went another way')
    }
    const injected = Object.values(report.faults).reduce((sum, count) => sum + count, 0)
    faultsInjected += injected
    for (const kind of FAULT_KINDS) faultCounts[kind] = (faultCounts[kind] ?? 0) + report.faults[kind]
    const { problems, jobs, steps, simulatedSeconds, realMs, traceHash, shape } = report
    if (problems.length > 0) failed++
    else passed.add(seed)
    if (!args.json || problems.length > 0) {
      const states = Object.entries(jobs).map(([state, count]) => `${count} ${state}`)
      say(
        `seed ${seed}: ${problems.length === 0 ? 'ok' : 'FAILED'}, ${states.join(', ')}; ${shape.join(', ')}; ` +
          `${injected} faults, ${steps} steps, ` +
          `${simulatedSeconds} s simulated in ${realMs} ms; ${traceHash.slice(0, 16)}`,
      )
      for (const problem of problems) say(`  ${problem}`)
    }
  }
  // A run that looks at single seeds, or has failed, is about something else.
  const isPlain = failed === 0 && !(args.trace || args.log || args.twice || args.faults || args.noBugs)
  const plantedBugsFound = isPlain ? await findBugs({ first: args.seed, count: TRIES, passed }, run, say) : undefined
  prepared.stop()
  const seconds = Math.round((native.performanceNow() - began) / 1000)
  const result = { seeds: args.seeds, failed, faultsInjected, plantedBugsFound, seconds, faults: faultCounts }
  process.stdout.write(`${JSON.stringify(result)}\n`)
  return failed > 0 || (plantedBugsFound ?? BUGS.length) < BUGS.length ? 1 : 0
}
