import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { createStorage, type Storage } from '@aiigo/storage'
import { createTestDatabase } from '@aiigo/storage/testing'
import { countDoubleBookings } from './countDoubleBookings.js'
import { fillMarket } from './fillMarket.js'
import type { Work } from './matchingProcess.js'

const NODES = 10_000
const JOBS = 6_000
/**
 * Jobs that each process matches before the clock starts, so that all code is compiled and the processes know each
 * other: workers run for days.
 */
const WARM_UP = 1_200
/** As many as the worker's consumer of the queue `match` runs. */
const CONCURRENCY = 32
const PROCESSES = [1, 2, 4] as const
/** Runs of each number of processes, in turns; the median counts. */
const ROUNDS = 3
/** Every so many jobs are searched for by two processes at once, as after a lost message. */
const SHARED_EVERY = 10
/** How long processes that share nothing are measured, milliseconds. */
const SPIN_MS = 2_000

/**
 * Matches committed per second by 1, 2 and 4 worker processes on one PostgreSQL that waits for the disk at each commit
 * but those of offers, as in service. Each process has its own match index and runs the worker's match engine; all
 * choose among the same nodes, and some jobs are searched for twice.
 */
export async function benchReservations(say: (line: string) => void): Promise<Record<string, unknown>> {
  const database = await createTestDatabase({ durable: true })
  const storage = await createStorage({ databaseUrl: database.databaseUrl })
  const runs = new Map<number, Run[]>(PROCESSES.map((processes) => [processes, []]))
  const spins = new Map<number, number[]>(PROCESSES.map((processes) => [processes, []]))
  let doubleBookings = 0
  try {
    for (let round = 0; round < ROUNDS; round++) {
      let alone = 0
      for (const processes of PROCESSES) {
        const run = await measure(storage, database.databaseUrl, processes)
        runs.get(processes)?.push(run)
        doubleBookings += run.doubleBookings
        say(
          `${processes} processes: ${Math.round(run.perSecond)} matches/s, ${run.coresBusy.toFixed(2)} cores busy, ${run.coresInProcesses.toFixed(2)} in the processes, ${run.matched} matched, ${run.doubleBookings} double bookings`,
        )
        const spun = await spin(processes)
        if (processes === 1) alone = spun
        spins.get(processes)?.push(spun / alone)
      }
    }
  } finally {
    await storage.close()
    await database.drop()
  }
  const perSecond = medians(runs, (run) => Math.round(run.perSecond))
  return {
    perSecond,
    doubleBookings,
    fourToOne: Number(((perSecond[4] ?? 0) / (perSecond[1] ?? 1)).toFixed(2)),
    // The throughput of several independent processes, as a multiple of one process in the same round.
    sharingNothing: medians(spins, (times) => Number(times.toFixed(2))),
    coresBusy: medians(runs, (run) => Number(run.coresBusy.toFixed(2))),
    coresInProcesses: medians(runs, (run) => Number(run.coresInProcesses.toFixed(2))),
    nodes: NODES,
    jobs: JOBS,
    warmUp: WARM_UP,
    concurrency: CONCURRENCY,
  }
}

interface Run {
  perSecond: number
  matched: number
  doubleBookings: number
  /**
   * CPU seconds per second, of the whole machine and of the matching processes; the difference is nearly all
   * PostgreSQL's.
   */
  coresBusy: number
  coresInProcesses: number
}

async function measure(storage: Storage, databaseUrl: string, processes: number): Promise<Run> {
  const warmUp = WARM_UP * processes
  const jobIds = await fillMarket(storage, { nodes: NODES, jobs: JOBS + warmUp })
  const children = await Promise.all(
    Array.from({ length: processes }, () => start('./matchingProcess.js', databaseUrl)),
  )
  try {
    await Promise.all(children.map((child) => work(child, jobIds.splice(0, WARM_UP))))
    const shares = children.map((_, i) =>
      jobIds.filter((_id, at) => at % processes === i || (at % SHARED_EVERY === 0 && (at + 1) % processes === i)),
    )
    const busyBefore = busySeconds()
    const started = performance.now()
    const done = await Promise.all(children.map((child, i) => work(child, shares[i] ?? [])))
    const seconds = (performance.now() - started) / 1000
    const coresBusy = (busySeconds() - busyBefore) / seconds
    const { matched, doubleBookings } = await countDoubleBookings(storage)
    const coresInProcesses = done.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) / seconds
    return { perSecond: (matched - warmUp) / seconds, matched, doubleBookings, coresBusy, coresInProcesses }
  } finally {
    await end(children)
  }
}

/** @returns rounds of all together */
async function spin(processes: number): Promise<number> {
  const children = await Promise.all(Array.from({ length: processes }, () => start('./spinningProcess.js')))
  try {
    const done = await Promise.all(
      children.map((child) => {
        child.send(SPIN_MS)
        return answer<{ rounds: number }>(child)
      }),
    )
    return done.reduce((sum, { rounds }) => sum + rounds, 0)
  } finally {
    await end(children)
  }
}

/** Seconds that all cores together have been busy since the machine started. */
function busySeconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000
}

function work(child: ChildProcess, jobIds: string[]): Promise<{ cpuSeconds: number }> {
  child.send({ jobIds, concurrency: CONCURRENCY } satisfies Work)
  return answer<{ cpuSeconds: number }>(child)
}

/** Starts a process of this folder and waits for its first message. */
async function start(file: string, ...args: string[]): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args)
  await answer(child)
  return child
}

async function end(children: readonly ChildProcess[]): Promise<void> {
  for (const child of children) if (child.connected) child.disconnect()
  await Promise.all(children.map((child) => (child.exitCode === null ? once(child, 'exit') : null)))
}

/** The next message of a process; rejects when it ends instead. */
function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`expected an answer, the process ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message as T)
    })
  })
}

function medians<T>(all: ReadonlyMap<number, readonly T[]>, of: (one: T) => number): Record<number, number> {
  return Object.fromEntries([...all].map(([processes, runs]) => [processes, median(runs.map(of))]))
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
