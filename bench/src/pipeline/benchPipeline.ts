import { type BackendResult, measureBackend } from './measureBackend.js'
import type { Phase } from './measurePhase.js'
import { type PipelineOptions, readOptions } from './readOptions.js'

/**
 * The whole life of jobs whose work is trivial, on a separate stack for each kind of queue: jobs a second, what a job
 * costs and how long it takes, while a constant number of jobs is in flight. The figures of one kind of queue, such as
 * `statementsPerJob`, are those of the last one that was measured: of Redis, unless `--only` says another.
 */
export async function benchPipeline(
  say: (line: string) => void,
  args: readonly string[],
): Promise<Record<string, unknown>> {
  const options = readOptions(args)
  const results = new Map<string, BackendResult>()
  for (const backend of options.backends) {
    const isLast = backend === options.backends.at(-1)
    const further = isLast ? options : { ...options, workers: [], memoryJobs: 0 }
    results.set(backend, await measureBackend(backend, further, (line) => say(`${backend}: ${line}`)))
  }
  const all = [...results.values()]
  const last = all.at(-1)
  if (!last) throw new Error('expected at least one kind of queue')
  const { statementsPerJob, commitsPerJob, rpcPerJob, p50Ms, byProcess } = figuresOf(last)
  return {
    ...Object.fromEntries([...results].map(([backend, result]) => [backend, figuresOf(result)])),
    ...{ statementsPerJob, commitsPerJob, rpcPerJob, p50Ms, byProcess },
    workers: Object.fromEntries(
      [busiest(last), ...last.workerPhases].map(({ workers, jobsPerSecond }) => [workers, round(jobsPerSecond)]),
    ),
    memoryFlat: last.memory.memoryFlat,
    memory: { jobs: last.memory.jobs, mib: last.memory.mib },
    lost: all.reduce((sum, { judgement }) => sum + judgement.lost, 0),
    doubled: all.reduce((sum, { judgement }) => sum + judgement.doubled, 0),
    ...settingsOf(options),
  }
}

const settingsOf = ({ funding, inFlight, seconds, jobs }: PipelineOptions) => ({ funding, inFlight, seconds, jobs })

/** The phase with most jobs in flight at one worker. */
function busiest({ phases }: BackendResult): Phase {
  const phase = phases.at(-1)
  if (!phase) throw new Error('expected at least one phase')
  return phase
}

function figuresOf(result: BackendResult) {
  const phase = busiest(result)
  const { cost } = phase
  const limits = result.limits && {
    mappings: round(result.limits.mappings),
    queue: round(result.limits.queue),
    transactions: round(result.limits.transactions),
  }
  return {
    jobsPerSecond: round(phase.jobsPerSecond),
    cpuMsPerJob: round(cost.cpuMsTotal),
    ofLimit: limits ? round(phase.jobsPerSecond / Math.min(...Object.values(limits))) : null,
    limits,
    statementsPerJob: round(cost.statements),
    commitsPerJob: round(cost.commits),
    rpcPerJob: round(cost.rpc),
    transactionsPerJob: round(cost.transactions),
    queueJobsPerJob: round(cost.hops),
    mappingMsPerJob: round(cost.mappingMs),
    p50Ms: Math.round(result.phases[0]?.p50Ms ?? 0),
    byProcess: Object.fromEntries([...cost.cpuMs].map(([name, ms]) => [name, round(ms)])),
    phases: result.phases.map(({ inFlight, jobs, jobsPerSecond, p50Ms, p95Ms, cost: { cpuMsTotal, othersCores } }) => ({
      ...{ inFlight, jobs, jobsPerSecond: round(jobsPerSecond), p50Ms: Math.round(p50Ms), p95Ms: Math.round(p95Ms) },
      ...{ cpuMsPerJob: round(cpuMsTotal), othersCores: round(othersCores) },
    })),
  }
}

const round = (value: number): number => Math.round(value * 100) / 100
