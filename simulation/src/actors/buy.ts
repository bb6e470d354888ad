import { createHash } from 'node:crypto'
import type { Viewer } from '@aiigo/api'
import { type Assignment, approvalTypedData, requestTypedData, taskMarketplaceAbi } from '@aiigo/chain'
import { pause } from '@aiigo/domain'
import { makeJobSpec } from '@aiigo/storage/testing'
import { encodeFunctionData, type Hex, type TypedDataDomain } from 'viem'
import type { Random } from '../kernel/createRandom.js'
import { CallFailed, type Client } from './createClient.js'
import type { PersonsWallet } from './createWalletOf.js'

/** The ways in which a buyer deals with a job. */
export const PLANS = [
  'DEPOSITS',
  'PAYS_FROM_BALANCE',
  'NEVER_PAYS',
  'CANCELS',
  'APPROVES',
  'DISPUTES',
  'WAITS',
] as const
export type Plan = (typeof PLANS)[number]

/** A job as its buyer knows it. */
export interface Purchase {
  plan: Plan
  clientRequestId: string
  /** Null until the API has answered. */
  jobId: string | null
  taskId: Hex | null
  refusal: string | null
  problems: string[]
}

export interface Buyer {
  wallet: PersonsWallet
  client: Client
  domain: TypedDataDomain
  random: Random
  /** A task's assignment, as the subgraph has it. */
  assignment(taskId: Hex): Assignment | null
  /** Milliseconds since 1970. */
  now(): number
}

/** States in which a job has ended. */
export const ENDS: readonly string[] = ['PAID', 'REFUNDED', 'TIMED_OUT', 'FAILED', 'CANCELLED']
/** Between two looks of a buyer, milliseconds. */
export const LOOK_MS = [3_000, 7_000] as const
const RESEND_MS = 15_000
/** Not less than the deployment's shortest challenge window. */
const EXTENSION_SECONDS = 15
/** Looks in a row that find an end before the buyer goes home. */
export const DONE_LOOKS = 2
/** Deposit of a job, in ETH. */
export const BUDGET = '0.000000001'
/** Challenge window of a job whose result is checked, seconds. */
export const CHECKED_SECONDS = 60
const CHECKPOINT = { file: 'state.bin', everySeconds: 10, maxMiB: 1 }

/** Holds while the API or the network is away. */
export async function insist<T>(random: Random, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isPassing(error)) throw error
      await pause(random.between(500, 3_000))
    }
  }
}

/** Errors that a client tries again after: the network's, and those that the API answers while a part is away. */
export function isPassing(error: unknown): boolean {
  if (error instanceof CallFailed) return true
  const { name, code, extensions, message } = error as {
    name?: string
    code?: string
    extensions?: { code?: string }
    message?: string
  }
  if (/UNAVAILABLE|BLOCK_NOT_INDEXED/.test(extensions?.code ?? '')) return true
  // The API's door answers INTERNAL_SERVER_ERROR for these.
  return (
    /^(57|40|08|ECONN)/.test(code ?? '') ||
    /DriverException|ConnectionException|DeadlockException|RetryableError/.test(name ?? '') ||
    /Connection terminated|not queryable|ECONNREFUSED|canceling statement|terminating connection/.test(message ?? '')
  )
}

/** Buys one job, as the SDK's buyer does, until it has ended. */
export async function buy(buyer: Buyer, purchase: Purchase): Promise<void> {
  const { wallet, client, domain, random, now } = buyer
  const { plan } = purchase
  const viewer: Viewer = { address: wallet.address.toLowerCase(), via: 'session', expiresAt: null }
  // Of each second job, as its id falls; of each fourth one.
  const hasCheckpoint = /^[0-7]/.test(purchase.clientRequestId)
  const isChecked = /^[89ab]/.test(purchase.clientRequestId)
  const extendsIt = plan !== 'CANCELS' && /^[0c]/.test(purchase.clientRequestId)
  const spec = makeJobSpec({
    budget: { token: 'ETH', amount: BUDGET },
    limits: { seconds: 20, outputMiB: 1 },
    deadlines: {
      fundSeconds: 12 + random.below(10),
      assignSeconds: 40 + random.below(40),
      // The check of a result takes a while.
      windowSeconds: (isChecked ? CHECKED_SECONDS : 5) + random.below(12),
    },
    ...(isChecked ? { verification: { mode: 'SPOT_CHECK', shareBps: 7_000 } } : {}),
    resources: { type: 'CPU', units: 1 + random.below(2), memoryMiB: 128 },
    ...(hasCheckpoint ? { checkpoint: CHECKPOINT } : {}),
    retries: 1 + random.below(3),
    name: `${plan} ${purchase.clientRequestId.slice(0, 4)}`,
  } as never)
  const submitted = await insist(random, () =>
    client('submitJob', ({ jobs }) =>
      jobs.submit(viewer, { clientRequestId: purchase.clientRequestId, spec, waitForNode: true } as never),
    ),
  )
  if (!submitted.job || !submitted.taskRequest) {
    purchase.refusal = submitted.userErrors.map(({ code }) => code).join(' ')
    return
  }
  const jobId = submitted.job.id
  purchase.jobId = jobId
  purchase.taskId = submitted.taskId as Hex
  const request = submitted.taskRequest
  const { funding } = submitted
  let sentAt = 0
  let isFunded = false
  let hasAsked = false
  let extendedAt = 0
  for (let looksAtEnd = 0; looksAtEnd < DONE_LOOKS; ) {
    await pause(random.between(...LOOK_MS))
    const job = await insist(random, () => client('job', ({ jobs }) => jobs.find(viewer, jobId)))
    if (!job) {
      purchase.problems.push('the API does not know the job')
      return
    }
    looksAtEnd = ENDS.includes(job.state) ? looksAtEnd + 1 : 0
    try {
      if (job.state === 'SUBMITTED' && !isFunded && plan !== 'NEVER_PAYS') await fund(job.fundBy)
      else if (job.state !== 'SUBMITTED') isFunded = true
      if (plan === 'CANCELS' && ['QUEUED', 'MATCHED', 'FAILED', 'SUBMITTED'].includes(job.state)) await cancel()
      // The platform does not penalise a node for its own failure: the deposit comes back by the buyer's transaction.
      if (job.state === 'VERIFYING' && job.reasonCode === 'RESULT_NOT_RELAYED') await cancel()
      if (extendsIt && ['ASSIGNED', 'EXECUTING'].includes(job.state)) await extend()
      if (plan === 'APPROVES' && job.state === 'VERIFYING' && job.result && !hasAsked) await approve(job as never)
      if (plan === 'DISPUTES' && job.state === 'VERIFYING' && now() - sentAt > RESEND_MS) await dispute()
    } catch (error) {
      if (!isPassing(error)) throw error
    }
  }

  async function fund(fundBy: Date): Promise<void> {
    if (now() > fundBy.getTime() || now() - sentAt < RESEND_MS) return
    if (plan === 'PAYS_FROM_BALANCE') {
      const signature = await wallet.account.signTypedData(requestTypedData(domain, request as never))
      const { userErrors } = await client('fundFromBalance', ({ jobs }) =>
        jobs.fundFromBalance(viewer, jobId, signature),
      )
      if (userErrors.length === 0) sentAt = now()
      return
    }
    if (!funding) throw new Error('expected the transaction that funds the job')
    sentAt = now()
    await wallet.send({ to: funding.to as Hex, data: funding.data as Hex, value: BigInt(funding.value) })
  }

  async function cancel(): Promise<void> {
    if (now() - sentAt < 4_000) return
    const { transaction } = await client('cancelJob', ({ jobs }) => jobs.cancel(viewer, jobId))
    if (!transaction) return
    sentAt = now()
    await wallet.send({ to: transaction.to as Hex, data: transaction.data as Hex })
  }

  /** With what the subgraph knows of the assignment, which may be old: the contract refuses that. */
  async function extend(): Promise<void> {
    if (now() - extendedAt < RESEND_MS) return
    const assignment = buyer.assignment(purchase.taskId as Hex)
    if (!assignment) return
    extendedAt = now()
    const { dueAt, maxUsage, budget } = assignment
    const added = [dueAt + EXTENSION_SECONDS, maxUsage + 10n, budget + 1_000n] as const
    const data = encodeFunctionData({
      ...{ abi: taskMarketplaceAbi, functionName: 'extend' },
      args: [purchase.taskId as Hex, assignment, ...added],
    })
    await wallet.send({ to: domain.verifyingContract as Hex, data, value: 1_000n })
  }

  async function approve(job: {
    nodeId: string
    attempts: number
    result: { manifestSha256: string; cost: bigint }
  }): Promise<void> {
    const bill = {
      taskId: purchase.taskId as Hex,
      attempt: job.attempts,
      nodeId: job.nodeId as Hex,
      resultHash: `0x${job.result.manifestSha256}` as Hex,
      cost: job.result.cost,
    }
    const signature = await wallet.account.signTypedData(approvalTypedData(domain, bill))
    await client('approveResult', ({ jobs }) => jobs.approve(viewer, jobId, signature))
    hasAsked = true
  }

  async function dispute(): Promise<void> {
    const { transaction } = await client('openDispute', ({ jobs }) =>
      jobs.openDispute(viewer, jobId, 'not what I asked for'),
    )
    if (!transaction) return
    sentAt = now()
    await wallet.send({ to: transaction.to as Hex, data: transaction.data as Hex, value: BigInt(transaction.value) })
  }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
