import { native } from './kernel/native.js'
import { type Prepared, prepare } from './prepare.js'
import type { Arguments } from './readArguments.js'
import { type Place, runSeed, type SeedOptions, type SeedReport } from './runSeed.js'

async function openPlace(prepared: Prepared): Promise<Place> {
  const [node, database] = await Promise.all([prepared.startChain(), prepared.createDatabase()])
  return { node, database }
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

  let failed = 0
  let faultsInjected = 0
  for (let seed = args.seed; seed < args.seed + args.seeds; seed++) {
    const report = await run(seed)
    if (args.twice) {
      const again = await run(seed)
      if (again.traceHash !== report.traceHash) report.problems.push('a second run went another way')
    }
    const injected = Object.values(report.faults).reduce((sum, count) => sum + count, 0)
    faultsInjected += injected
    const { problems, jobs, steps, simulatedSeconds, realMs, traceHash } = report
    if (problems.length > 0) failed++
    if (!args.json || problems.length > 0) {
      const states = Object.entries(jobs).map(([state, count]) => `${count} ${state}`)
      say(
        `seed ${seed}: ${problems.length === 0 ? 'ok' : 'FAILED'}, ${states.join(', ')}; ${injected} faults, ${steps} steps, ` +
          `${simulatedSeconds} s simulated in ${realMs} ms; ${traceHash.slice(0, 16)}`,
      )
      for (const problem of problems) say(`  ${problem}`)
    }
  }
  prepared.stop()
  const seconds = Math.round((native.performanceNow() - began) / 1000)
  process.stdout.write(`${JSON.stringify({ seeds: args.seeds, failed, faultsInjected, seconds })}\n`)
  return failed > 0 ? 1 : 0
}
