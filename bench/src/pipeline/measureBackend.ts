import { setTimeout as sleep } from 'node:timers/promises'
import { costOf } from './costOf.js'
import { createMemoryWatch, type MemoryTrend } from './createMemoryWatch.js'
import { type Judgement, judgeMoney } from './judgeMoney.js'
import { measureQueue, measureTransactions } from './measureLimits.js'
import { measureMappings } from './measureMappings.js'
import { measurePhase, type Phase } from './measurePhase.js'
import { openMeters } from './openMeters.js'
import { openPipelineStack } from './openPipelineStack.js'
import { readEvidence } from './readEvidence.js'
import type { Backend, PipelineOptions } from './readOptions.js'
import { startDemand } from './startDemand.js'
import { startSupply } from './startSupply.js'
import { lineOf, tableOf } from './tableOf.js'

/** The stack is watched for so long before the first job. */
const IDLE_MS = 15_000

/** Jobs a second that a part could do at most, if nothing else were in the way. */
export interface Limits {
  readonly mappings: number
  readonly queue: number
  readonly transactions: number
}

export interface BackendResult {
  /** With one worker. */
  readonly phases: readonly Phase[]
  /** With the most jobs in flight, and more workers. */
  readonly workerPhases: readonly Phase[]
  readonly memory: MemoryTrend
  readonly judgement: Judgement
  /** Null when they were not to be measured. */
  readonly limits: Limits | null
}

/** Measures everything on one stack. */
export async function measureBackend(
  backend: Backend,
  options: PipelineOptions,
  say: (line: string) => void,
): Promise<BackendResult> {
  const opened = await openPipelineStack(backend, say)
  const { stack } = opened
  const memory = createMemoryWatch()
  try {
    const supply = await startSupply(stack)
    const demand = await startDemand(stack, options.funding)
    const meters = await openMeters(opened, (processes) => {
      // More workers share the work: only the first one's memory alone is comparable.
      if (stack.services().filter((name) => name.startsWith('worker')).length === 1)
        memory.record(demand.paid(), processes)
    })
    const before = await meters.read()
    await sleep(IDLE_MS)
    const after = await meters.read()
    const idle = costOf(before, after, (after.at - before.at) / 1_000)
    say(`idle, each second: ${lineOf(idle)}`)

    const measure = async (workers: number, inFlight: number, bounds = options): Promise<Phase> => {
      const { jobs, seconds } = bounds
      const phase = await measurePhase(demand, meters, idle, { workers, inFlight, jobs, seconds })
      const { jobsPerSecond, p50Ms, cost } = phase
      say(
        `${inFlight} in flight, ${workers} workers: ${jobsPerSecond.toFixed(2)} jobs/s over ${phase.jobs} jobs, p50 ${Math.round(p50Ms)} ms; other processes of the machine kept ${cost.othersCores.toFixed(2)} cores busy`,
      )
      say(`each job: ${lineOf(cost)}`)
      return phase
    }
    const phases: Phase[] = []
    for (const inFlight of options.inFlight) phases.push(await measure(1, inFlight))
    say(tableOf(phases.at(-1)?.cost ?? idle))
    const most = Math.max(...options.inFlight)
    const left = options.memoryJobs - demand.paid()
    if (left > 0) await measure(1, most, { ...options, jobs: left, seconds: Number.POSITIVE_INFINITY })
    const trend = memory.trend()
    say(`memory over ${trend.jobs} jobs, MiB in the third and the last quarter: ${JSON.stringify(trend.mib)}`)
    const workerPhases: Phase[] = []
    let running = 1
    for (const workers of options.workers.filter((count) => count > 1)) {
      for (; running < workers; running++) await stack.startWorker()
      workerPhases.push(await measure(workers, most))
    }

    await demand.drain()
    await supply.stop()
    const judgement = judgeMoney(await readEvidence(stack, demand, supply))
    say(`${demand.paid()} of ${demand.jobs.length} jobs paid, ${judgement.lost} lost, ${judgement.doubled} doubled`)
    for (const fault of judgement.faults) say(fault)
    for (const [failure, all] of Map.groupBy(supply.failures, (text) => text)) {
      say(`${all.length} times a provider met: ${failure.slice(0, 300)}`)
    }
    await meters.close()
    const limits = options.limits ? await limitsOf() : null
    return { phases, workerPhases, memory: trend, judgement, limits }

    async function limitsOf(): Promise<Limits> {
      // The platform's own work would take cores from the parts that are measured.
      for (const name of stack.services().filter((part) => part === 'api' || part.startsWith('worker'))) {
        await stack.killService(name, 'SIGTERM')
      }
      const cost = phases.at(-1)?.cost ?? idle
      const queue = await measureQueue(stack)
      const transactions = await measureTransactions(stack)
      const mappingMs = await measureMappings(stack)
      const perJob = cost.transactions + (options.funding === 'transaction' ? 1 : 0)
      say(
        `alone: mappings ${mappingMs.toFixed(1)} ms a job; ${Math.round(queue)} queue jobs/s, ${cost.hops.toFixed(1)} a job; ${Math.round(transactions)} transactions/s, ${perJob.toFixed(2)} a job`,
      )
      return { mappings: 1_000 / mappingMs, queue: queue / cost.hops, transactions: transactions / perJob }
    }
  } finally {
    await opened.close()
  }
}
