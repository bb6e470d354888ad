import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startStack } from '@aiigo/devstack'
import type { Buyer } from '@aiigo/sdk'
import { loadJobFile, uploadJob } from '@aiigo/sdk/node'
import { buyerOf } from './buyerOf.js'

const JOBS = 10
const BUYERS = 6
const JOB = fileURLToPath(new URL('../../examples/kmeans/job.yaml', import.meta.url))

/** Milliseconds from submitting a job to each state, and to the money. */
type Timeline = Record<string, number>

/**
 * The times that a buyer waits for, on a separate stack: the second start, one job after another (median and slowest),
 * and jobs of several buyers at once (jobs per minute). Times in milliseconds.
 */
export async function benchMainJob(say: (line: string) => void): Promise<Record<string, unknown>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'aiigo-bench-'))
  const options = { dataDir, ports: 'free', onProgress: say } as const
  const started = performance.now()
  let stack = await startStack(options)
  const firstStartMs = Math.round(performance.now() - started)
  try {
    await stack.stop()
    const again = performance.now()
    stack = await startStack(options)
    const secondStartMs = Math.round(performance.now() - again)

    const buyers = await Promise.all(
      stack.accounts.buyers.slice(0, BUYERS).map(({ privateKey }) => buyerOf(stack, privateKey)),
    )
    const [first] = buyers as [Buyer, ...Buyer[]]
    await buy(first)
    const timelines: Timeline[] = []
    for (let job = 0; job < JOBS; job++) timelines.push(await buy(first))
    say(`${JOBS} jobs one after another: median ${median(timelines.map(({ PAID = 0 }) => PAID))} ms to PAID`)

    const together = performance.now()
    await Promise.all(buyers.map(async (buyer) => [await buy(buyer), await buy(buyer)]))
    const jobsPerMinute = Math.round((BUYERS * 2 * 60_000) / (performance.now() - together))
    await Promise.all(buyers.map((buyer) => buyer.close()))
    const states = Object.keys(timelines[0] ?? {})
    return {
      firstStartMs,
      secondStartMs,
      jobs: JOBS,
      medianMsTo: Object.fromEntries(states.map((state) => [state, median(timelines.map((line) => line[state] ?? 0))])),
      slowestMsToPaid: Math.max(...timelines.map(({ PAID = 0 }) => PAID)),
      buyersAtOnce: BUYERS,
      jobsPerMinute,
    }
  } finally {
    await stack.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function buy(buyer: Buyer): Promise<Timeline> {
  const uploaded = await uploadJob(buyer, await loadJobFile(JOB))
  const from = performance.now()
  const since = () => Math.round(performance.now() - from)
  const submitted = await buyer.submit(uploaded)
  await buyer.fund(submitted)
  const timeline: Timeline = { funded: since() }
  const onStatus = ({ state }: { state: string }) => {
    timeline[state] ??= since()
  }
  await buyer.wait(submitted.jobId, { until: ['VERIFYING'], onStatus })
  await buyer.approve(submitted.jobId)
  await buyer.wait(submitted.jobId, { onStatus })
  return timeline
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
