import { setTimeout as sleep } from 'node:timers/promises'
import { type Cost, costOf } from './costOf.js'
import { type Judgement, judgeMoney } from './judgeMoney.js'
import { measurePhase, type Phase } from './measurePhase.js'
import { openMeters } from './openMeters.js'
import { openPipelineStack } from './openPipelineStack.js'
import { type Backend, type PipelineOptions, readOptions } from './readOptions.js'
import { startDemand } from './startDemand.js'
import { startSupply } from './startSupply.js'
import { tableOf } from './tableOf.js'

/** The stack is watched for so long before the first job. */
const IDLE_MS = 15_000

interface BackendResult {
  readonly idle: Cost
  readonly phases: readonly Phase[]
  readonly judgement: Judgement
}

/**
 * The whole life of jobs whose work is trivial, on a separate stack for each kind of queue: jobs a second, what a job
 * costs and how long it takes, with a constant number of jobs in flight.
 */
export async function benchPipeline(say: (line: string) => void, args: readonly string[]): Promise<Record<string, unknown>> {
  const options = readOptions(args)
  const results: Record<string, unknown> = {}
  for (const backend of options.backends) {
    const { phases, judgement } = await measureBackend(backend, options, say)
    const last = phases.at(-1)
    const first = phases[0]
    results[backend] = { jobsPerSecond: last?.jobsPerSecond, cpuMsPerJob: last?.cost.cpuMsTotal, p50Ms: first?.p50Ms, ...judgement }
  }
  return results
}

async function measureBackend(backend: Backend, options: PipelineOptions, say: (line: string) => void): Promise<BackendResult> {
  const tell = (line: string): void => say(`${backend}: ${line}`)
  const opened = await openPipelineStack(backend, tell)
  try {
    const supply = await startSupply(opened.stack)
    const demand = await startDemand(opened.stack, options.funding)
    tell('nodes and buyers are ready')
    const meters = await openMeters(opened)
    const before = await meters.read()
    await sleep(IDLE_MS)
    const after = await meters.read()
    const idle = costOf(before, after, (after.at - before.at) / 1_000)
    tell(`idle: ${tableOf(idle)}`)
    const phases: Phase[] = []
    for (const inFlight of options.inFlight) {
      const phase = await measurePhase(demand, meters, idle, { ...options, inFlight })
      phases.push(phase)
      tell(
        `${inFlight} in flight: ${phase.jobsPerSecond.toFixed(2)} jobs/s over ${phase.jobs}, p50 ${Math.round(phase.p50Ms)} ms`,
      )
      tell(tableOf(phase.cost))
    }
    await demand.drain()
    await supply.stop()
    const judgement = await judgeMoney(opened.stack, demand, supply)
    for (const fault of judgement.faults) tell(fault)
    for (const failure of new Set(supply.failures)) tell(`a provider met: ${failure}`)
    await meters.close()
    return { idle, phases, judgement }
  } finally {
    await opened.close()
  }
}
