import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createStorage, type Storage } from '@aiigo/storage'
import { createTestDatabase } from '@aiigo/storage/testing'
import { countDoubleBookings } from './countDoubleBookings.js'
import { fillMarket } from './fillMarket.js'
import type { Work } from './matchingProcess.js'

const NODES = 10_000
const JOBS = 6_000
/** Matched by each process before the clock starts: workers run for days, so what counts is not how they compile. */
const WARM_UP = 400
/** As many as the worker's consumer of the queue `match` runs. */
const CONCURRENCY = 32
const PROCESSES = [1, 2, 4] as const
/** Runs of each number of processes, in turns; the median counts. */
const ROUNDS = 3
/** Every so many jobs are searched for by two processes at once, as after a lost message. */
const SHARED_EVERY = 10

/**
 * Matches committed per second by 1, 2 and 4 worker processes on one PostgreSQL that waits for the disk at each commit but those of offers, as in
 * service. Each process has its own index and runs the worker's matcher; all choose among the same nodes, and some jobs are searched for
 * twice.
 */
export async function benchReservations(say: (line: string) => void): Promise<Record<string, unknown>> {
  const database = await createTestDatabase({ durable: true })
  const storage = await createStorage({ databaseUrl: database.databaseUrl })
  const runs = new Map<number, Run[]>(PROCESSES.map((processes) => [processes, []]))
  let doubleBookings = 0
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const processes of PROCESSES) {
        const run = await measure(storage, database.databaseUrl, processes)
        runs.get(processes)?.push(run)
        doubleBookings += run.doubleBookings
        say(
          `${processes} processes: ${Math.round(run.perSecond)} matches/s, ${run.cpuShare.toFixed(2)} cores in the processes, ${run.matched} matched, ${run.doubleBookings} double bookings`,
        )
      }
    }
  } finally {
    await storage.close()
    await database.drop()
  }
  const perSecond = Object.fromEntries(
    [...runs].map(([n, all]) => [n, Math.round(median(all.map((r) => r.perSecond)))]),
  )
  return {
    perSecond,
    doubleBookings,
    fourToOne: Number(((perSecond[4] ?? 0) / (perSecond[1] ?? 1)).toFixed(2)),
    coresInProcesses: Object.fromEntries(
      [...runs].map(([n, all]) => [n, Number(median(all.map((r) => r.cpuShare)).toFixed(2))]),
    ),
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
  /** CPU seconds of the matching processes per second; the rest is PostgreSQL's. */
  cpuShare: number
}

async function measure(storage: Storage, databaseUrl: string, processes: number): Promise<Run> {
  const warmUp = WARM_UP * processes
  const jobIds = await fillMarket(storage, { nodes: NODES, jobs: JOBS + warmUp })
  const children = await Promise.all(Array.from({ length: processes }, () => startProcess(databaseUrl)))
  try {
    await Promise.all(children.map((child) => work(child, jobIds.splice(0, WARM_UP))))
    const shares = children.map((_, i) =>
      jobIds.filter((_id, at) => at % processes === i || (at % SHARED_EVERY === 0 && (at + 1) % processes === i)),
    )
    const started = performance.now()
    const done = await Promise.all(children.map((child, i) => work(child, shares[i] ?? [])))
    const seconds = (performance.now() - started) / 1000
    const { matched, doubleBookings } = await countDoubleBookings(storage)
    const cpuShare = done.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) / seconds
    return { perSecond: (matched - warmUp) / seconds, matched, doubleBookings, cpuShare }
  } finally {
    for (const child of children) if (child.connected) child.disconnect()
    await Promise.all(children.map((child) => (child.exitCode === null ? once(child, 'exit') : null)))
  }
}

function work(child: ChildProcess, jobIds: string[]): Promise<{ cpuSeconds: number }> {
  child.send({ jobIds, concurrency: CONCURRENCY } satisfies Work)
  return answer<{ cpuSeconds: number }>(child)
}

async function startProcess(databaseUrl: string): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./matchingProcess.js', import.meta.url)), [databaseUrl])
  await answer<{ ready: number }>(child)
  return child
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

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
