import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Stack } from '@aiigo/devstack'
import { ETH_ADDRESS, parseJobFile } from '@aiigo/domain'
import type { Buyer, UploadedJob } from '@aiigo/sdk'
import { parseEther } from 'viem'
import { buyerOf } from '../buyerOf.js'
import type { Funding } from './readOptions.js'

const PROGRAM = fileURLToPath(new URL('../../../examples/starter/starter.wasm', import.meta.url))
const JOB = `
version: 1
name: pipeline bench
program: { wasm: starter.wasm, public: true }
resources: { type: CPU, units: 1, memoryMiB: 64 }
limits: { seconds: 60, outputMiB: 1 }
budget: { token: ETH, amount: "0.001" }
`
/** Prepaid by each buyer, wei. */
const DEPOSIT = parseEther('100')
/** A lane whose job failed rests so long, so that it does not flood what is in trouble. */
const REST_MS = 500
/** Between the first jobs of two lanes: jobs that begin at once stay side by side for long. */
const APART_MS = 100
/** Jobs that were in flight at the end may take so long. */
const DRAIN_MS = 180_000

/** A job from its submission to its payment. */
export interface BenchJob {
  readonly buyer: string
  jobId: string | null
  taskId: string | null
  budget: bigint
  /** `performance.now()` at its submission and when the buyer saw it PAID; null until then. */
  readonly startedAt: number
  paidAt: number | null
  /** The state that it ended in, when it was not PAID, or the error that its buyer met. */
  trouble: string | null
}

/** Buyers that keep a number of jobs in flight. */
export interface Demand {
  readonly buyers: readonly { readonly address: string; readonly deposit: bigint }[]
  readonly jobs: readonly BenchJob[]
  paid(): number
  /** From now on so many jobs are in flight, begun one after another; never fewer than before. */
  keepInFlight(count: number): Promise<void>
  /** Resolves when `isSo` does, which is asked after each payment and four times a second. */
  until(isSo: () => boolean): Promise<void>
  /** Submits no more, waits for the jobs that are in flight, and closes the buyers. */
  drain(): Promise<void>
}

/** Opens buyers, who prepay where they fund out of their balance, and upload their program once. */
export async function startDemand(stack: Stack, funding: Funding): Promise<Demand> {
  const file = parseJobFile(JOB)
  const program = new Uint8Array(await readFile(PROGRAM))
  const deposit = funding === 'balance' ? DEPOSIT : 0n
  const open = async ({ privateKey }: { privateKey: `0x${string}` }) => {
    const buyer = await buyerOf(stack, privateKey)
    if (deposit > 0n) await buyer.deposit(ETH_ADDRESS, deposit)
    return { buyer, uploaded: await buyer.upload(file, async () => program) }
  }
  const buyers = await Promise.all(stack.accounts.buyers.map(open))
  const jobs: BenchJob[] = []
  const lanes: Promise<void>[] = []
  let paid = 0
  let isOver = false
  let wake = Promise.withResolvers<void>()

  async function lane(number: number): Promise<void> {
    const own = buyers[number % buyers.length]
    if (!own) throw new Error('expected the stack to have accounts of buyers')
    while (!isOver) {
      const job: BenchJob = {
        ...{ buyer: own.buyer.address.toLowerCase(), jobId: null, taskId: null, budget: 0n },
        ...{ startedAt: performance.now(), paidAt: null, trouble: null },
      }
      jobs.push(job)
      await buy(own.buyer, own.uploaded, job, funding).catch((error: unknown) => {
        job.trouble = error instanceof Error ? error.message : String(error)
      })
      if (job.paidAt === null) await sleep(REST_MS)
      else paid++
      wake.resolve()
      wake = Promise.withResolvers()
    }
  }

  /** A buyer that met an error no longer follows its job, which may have been paid all the same. */
  async function lookAgain(job: BenchJob): Promise<void> {
    const own = buyers.find(({ buyer }) => buyer.address.toLowerCase() === job.buyer)
    const { state } = (await own?.buyer.job(job.jobId ?? '')) ?? { state: 'unknown' }
    if (state === 'PAID') job.paidAt = performance.now()
    else job.trouble = `${state} at the end: ${job.trouble ?? 'still in flight'}`
  }

  return {
    buyers: buyers.map(({ buyer }) => ({ address: buyer.address.toLowerCase(), deposit })),
    jobs,
    paid: () => paid,
    async keepInFlight(count) {
      for (; lanes.length < count; await sleep(APART_MS)) lanes.push(lane(lanes.length))
    },
    async until(isSo) {
      while (!isSo()) await Promise.race([wake.promise, sleep(250)])
    },
    async drain() {
      isOver = true
      await Promise.race([Promise.all(lanes), sleep(DRAIN_MS, undefined, { ref: false })])
      for (const job of jobs.filter(({ jobId, paidAt }) => jobId !== null && paidAt === null)) await lookAgain(job)
      await Promise.all(buyers.map(({ buyer }) => buyer.close()))
    },
  }
}

/** One job's whole life as its buyer sees it. */
async function buy(buyer: Buyer, uploaded: UploadedJob, job: BenchJob, funding: Funding): Promise<void> {
  const submitted = await buyer.submit(uploaded)
  job.jobId = submitted.jobId
  job.taskId = submitted.taskId
  job.budget = submitted.request.budget
  if (funding === 'balance') await buyer.fundFromBalance(submitted)
  else await buyer.fund(submitted)
  let state = 'SUBMITTED'
  for await (const status of buyer.watch(submitted.jobId)) {
    // Some events repeat the state: the reason is their news.
    if (status.state === 'VERIFYING' && state !== 'VERIFYING') await buyer.approve(submitted.jobId)
    state = status.state
  }
  if (state === 'PAID') job.paidAt = performance.now()
  else job.trouble = state
}
