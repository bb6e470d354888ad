import { readFile } from 'node:fs/promises'
import { type JobState, meteredCost } from '@aiigo/domain'
import type { Buyer, Money, SubmitOptions, SubmittedJob } from '@aiigo/sdk'
import { type DownloadedResult, downloadResult, type LoadedJob, uploadJob } from '@aiigo/sdk/node'
import { expect } from '@jest/globals'
import type { Address } from 'viem'
import type { Marketplace } from '../testkit/marketplace.js'

/** The states of a job with which nothing goes wrong. */
export const THE_WHOLE_WAY: JobState[] = [
  'SUBMITTED',
  'QUEUED',
  'MATCHED',
  'ASSIGNED',
  'EXECUTING',
  'VERIFYING',
  'PAID',
]

/** Indices into the contracts' enums. */
export const TASK = { NONE: 0, SETTLED: 4, CANCELLED: 5, EXPIRED: 6, DISPUTED: 7, RESOLVED: 8 } as const

export interface Bought extends SubmittedJob {
  states: readonly JobState[]
  log: string[]
  money: Money
  result: DownloadedResult
  /** Of the first output; empty when the job has none. */
  bytes: Buffer
}

/** Submits and pays. */
export async function orders(buyer: Buyer, job: LoadedJob, options: SubmitOptions = {}): Promise<SubmittedJob> {
  const submitted = await buyer.submit(await uploadJob(buyer, job), options)
  await buyer.fund(submitted)
  return submitted
}

/** Buys a job from upload to payment, by the buyer's verbs alone. */
export async function buys(market: Marketplace, buyer: Buyer, job: LoadedJob): Promise<Bought> {
  const submitted = await orders(buyer, job)
  const log: string[] = []
  await buyer.wait(submitted.jobId, { until: ['VERIFYING'], onLog: ({ text }) => log.push(text) })
  const result = await downloadResult(buyer, submitted.jobId, await market.folder())
  await buyer.approve(submitted.jobId, result)
  const { states } = await buyer.wait(submitted.jobId)
  const money = await buyer.accountFor(submitted.jobId)
  const [output] = result.files
  return { ...submitted, states, log, money, result, bytes: output ? await readFile(output.path) : Buffer.alloc(0) }
}

/**
 * Works the money out again from the contracts' own logs: usage × the node's ask, 8 % to the nearest base unit, of
 * which 2 % of the cost go back in AIIGO.
 */
export async function expectMoneyToAddUp(market: Marketplace, bought: Bought, token: Address): Promise<void> {
  const settled = await market.chain.settled(bought.taskId)
  const { usage, rate, nodeId } = settled
  expect(rate).toBe(await market.chain.ask(nodeId, token))
  const cost = meteredCost(usage, rate)
  const fee = (cost * 8n + 50n) / 100n
  const inAiigo = token === market.stack.deployment.addresses.AiigoToken
  const rebate = inAiigo ? (cost * 2n + 50n) / 100n : 0n
  const refund = bought.request.budget - cost
  expect(cost).toBeGreaterThan(0n)
  expect(settled).toMatchObject({
    cost,
    treasuryAmount: fee - rebate,
    providerAmount: cost - fee,
    buyerAmount: refund + rebate,
  })
  expect(bought.money).toMatchObject({
    buyerPaid: cost - rebate,
    providerCredited: cost - fee,
    treasuryCredited: fee - rebate,
    refund,
    rebate,
  })
}
