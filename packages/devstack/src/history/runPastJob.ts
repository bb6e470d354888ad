import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  type Assignment,
  acceptanceTypedData,
  approvalTypedData,
  marketplaceDomain,
  permitTypedData,
  readPermitTerms,
  resultTypedData,
  type Submission,
  signedPermit,
  taskIdOf,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import {
  contentIdOf,
  ETH_ADDRESS,
  formatAmount,
  type JobSpec,
  jobIdToBytes32,
  parseJobSpec,
  RESOURCE_TYPES,
  specHashOf,
  type TaskRequest,
  taskCost,
} from '@aiigo/domain'
import { queues } from '@aiigo/queue'
import {
  Attempt,
  acceptOffer,
  inTransaction,
  Job,
  moveAttempt,
  moveJob,
  offerJobs,
  recordFilesDeleted,
  recordFinality,
  storeJob,
} from '@aiigo/storage'
import type { Address, Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { PastDeps, PastNode } from './createPastMarket.js'
import type { PastJob } from './historyPlan.js'

const FEE_BPS = 800
const FUND_SECONDS = 900
const ASSIGN_SECONDS = 600
const WINDOW_SECONDS = 3_600
const TRANSFER_SECONDS = 120
const OFFER_SECONDS = 15
/** Blocks after which an end is final. */
const CONFIRMATIONS = 2

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/**
 * A job from its submission to its end, by the verbs that API, worker and agent use, and by the transactions that they
 * send. Its files are gone, as those of old jobs are.
 * @yields the moment of its next step, Unix seconds
 */
export async function* runPastJob(deps: PastDeps, job: PastJob, node: PastNode): AsyncGenerator<number, void> {
  const { deployment, reader, send, storage, clock, people } = deps
  const { TaskMarketplace, Escrow, TestUSDC } = deployment.addresses
  const marketplace = { address: TaskMarketplace, abi: taskMarketplaceAbi }
  const domain = marketplaceDomain(deployment.chainId, TaskMarketplace)
  const { operator, buyers } = people
  const buyer = buyers[job.buyer]
  if (!buyer) throw new Error(`expected buyer ${job.buyer} among the development wallets`)
  const buyerWallet = privateKeyToAccount(buyer.privateKey)
  const providerWallet = privateKeyToAccount(node.provider.privateKey)
  const token = job.token === 'USDC' && TestUSDC ? TestUSDC : ETH_ADDRESS

  // The ask of the day is taken when the job is handed in, and once more when it is offered.
  const rateNow = (): bigint => node.asks[token as Address] ?? 0n
  const maxUsage = BigInt(job.runSeconds + 600) * BigInt(job.units)
  const maxRate = (rateNow() * 12n) / 10n
  const budget = (maxRate * maxUsage) / 1_000_000n + 1n
  const spec = specOf(job, budget, token === ETH_ADDRESS ? 18 : 6)
  const id = randomUUID()
  const fundBy = clock.now() + FUND_SECONDS
  const request: TaskRequest = {
    jobId: jobIdToBytes32(id),
    ...{
      buyer: buyer.address.toLowerCase() as Address,
      token: token.toLowerCase() as Address,
      budget,
      maxRate,
      maxUsage,
    },
    ...{ resourceType: RESOURCE_TYPES.indexOf(job.machine.resourceType), units: job.units },
    ...{ workSeconds: job.runSeconds + 600 + TRANSFER_SECONDS, windowSeconds: WINDOW_SECONDS },
    ...{ fundBy, assignBy: fundBy + ASSIGN_SECONDS, maxFeeBps: FEE_BPS },
    matcher: operator.address.toLowerCase() as Address,
    specHash: specHashOf(spec, sha256),
  }
  const taskId = taskIdOf(domain, request)
  await inTransaction(storage, (em) =>
    storeJob(em, { id, spec, request, taskId, createdAt: new Date(clock.now() * 1_000) }),
  )
  const moves = async (to: Job['state'], move = {}) =>
    inTransaction(storage, async (em) => void (await moveJob(em, await em.findOneOrFail(Job, { id }), to, move)))

  yield clock.now() + 20
  await pays()
  // In the contract's word of a funded task; later ones have a commitment in its place.
  const { terms } = await reader.readContract({
    ...{ address: TaskMarketplace, abi: taskMarketplaceAbi, functionName: 'task', args: [taskId] },
  } as const)
  await moves('QUEUED')

  if (job.end === 'NO_NODE') {
    yield request.assignBy + 5
    const { block } = await send(operator, { ...marketplace, functionName: 'expire', args: [request] })
    const reason = 'no node took the job in time; the deposit went back'
    await moves('TIMED_OUT', { reason, reasonCode: 'NO_NODE_FITS', set: { refunded: true } })
    return ends(block)
  }

  yield clock.now() + 4
  const rate = rateNow()
  const score = {
    total: 812_000,
    terms: { price: 790_000, latency: 850_000 },
    weights: { price: 600_000, latency: 400_000 },
  }
  const offers = await offerJobs(
    storage,
    [{ jobId: id, wanted: 1, seconds: OFFER_SECONDS, candidates: [{ nodeId: node.id, rate, score }] }],
    queues.offerTimeout.name,
  )
  const outcome = offers.get(id)
  if (outcome?.outcome !== 'OFFERED') throw new Error(`job ${job.name} was not offered: ${JSON.stringify(outcome)}`)
  const offerId = outcome.offers[0]?.offerId as string
  const movesAttempt = async (to: Attempt['state'], move = {}) =>
    inTransaction(storage, async (em) => {
      await moveAttempt(em, await em.findOneOrFail(Attempt, { id: offerId }), to, move)
    })

  yield clock.now() + 2
  const expiry = clock.now() + 600
  const acceptance = { taskId, attempt: 1, nodeId: node.id, rate, expiry }
  const accepted = await providerWallet.signTypedData(acceptanceTypedData(domain, acceptance))
  await inTransaction(storage, (em) =>
    acceptOffer(em, { id: offerId, jobId: id }, { number: 1, acceptance: { expiry, signature: accepted } }),
  )
  const assigned = await send(operator, {
    ...{ ...marketplace, functionName: 'assign', args: [request, node.id, rate, expiry, accepted] },
  })
  const dueAt = assigned.timestamp + request.workSeconds
  await movesAttempt('ASSIGNED', { deadline: new Date(dueAt * 1_000) })
  await moves('ASSIGNED', { set: { attempts: 1, nodeId: node.id, dueAt: new Date(dueAt * 1_000) } })

  yield clock.now() + 5
  await movesAttempt('EXECUTING')
  await moves('EXECUTING')

  yield clock.now() + job.runSeconds
  const usage = BigInt(job.runSeconds) * BigInt(job.units)
  const cost = taskCost(usage, rate, budget)
  const manifestSha256 = sha256(`${id} ${usage}`)
  const resultHash: Hex = `0x${manifestSha256}`
  const result = { taskId, attempt: 1, nodeId: node.id, usage, resultHash }
  const signedResult = await providerWallet.signTypedData(resultTypedData(domain, result))
  const assignment: Assignment = {
    ...{ buyer: buyer.address, provider: node.provider.address, token, nodeId: node.id, attempt: 1 },
    ...{ terms: Number(terms), unitsPerSecond: job.units, assignedAt: assigned.timestamp, dueAt },
    ...{ assignBy: request.assignBy, windowSeconds: WINDOW_SECONDS, maxUsage, rate, budget },
  }
  const delivered = await send(operator, {
    ...{ ...marketplace, functionName: 'submitResult', args: [taskId, assignment, usage, resultHash, signedResult] },
  })
  const settleAfter = delivered.timestamp + WINDOW_SECONDS
  const manifestCid = contentIdOf(manifestSha256)
  await movesAttempt('SUBMITTED', { set: { submission: { usage, resultHash, signature: signedResult, manifestCid } } })
  const output = {
    name: 'result.txt',
    cid: contentIdOf(sha256(`${id} output`)),
    sha256: sha256(`${id} output`),
    size: 4_096,
  }
  await moves('VERIFYING', {
    set: {
      settleAfter: new Date(settleAfter * 1_000),
      result: { manifestCid, manifestSha256, usage, exitCode: 0, outputs: [output], cost },
    },
  })

  yield clock.now() + job.approvedAfter
  const submission: Submission = {
    ...{ buyer: buyer.address, provider: node.provider.address, token, nodeId: node.id, attempt: 1 },
    ...{ terms: Number(terms), settleAfter, budget, cost, resultHash },
  }
  const approval = { taskId, attempt: 1, nodeId: node.id, resultHash, cost }
  const approved = await buyerWallet.signTypedData(approvalTypedData(domain, approval))
  const { block } = await send(operator, {
    ...marketplace,
    functionName: 'approve',
    args: [taskId, submission, approved],
  })
  await movesAttempt('SUCCEEDED')
  await moves('PAID')
  await ends(block)

  async function pays(): Promise<void> {
    if (!buyer) return
    if (token === ETH_ADDRESS) {
      await send(buyer, { ...marketplace, functionName: 'submit', args: [request], value: budget })
      return
    }
    const terms = await readPermitTerms(reader, deployment.chainId, token, buyer.address)
    if (!terms) throw new Error('expected the local dollar to have permits; run: npm start -- --reset')
    const permit = {
      owner: buyer.address,
      spender: Escrow,
      value: budget,
      nonce: terms.nonce,
      deadline: BigInt(fundBy),
    }
    const typed = permitTypedData(terms.domain, permit)
    const signature = await buyerWallet.signTypedData(typed)
    const signed = await signedPermit(typed, signature)
    if ('reason' in signed) throw new Error(`expected a permit of ${buyer.address}; ${signed.reason}`)
    const args = [request, signed.deadline, signed.v, signed.r, signed.s]
    await send(buyer, { ...marketplace, functionName: 'submitWithPermit', args })
  }

  /** The end has its confirmations, and the files are deleted. */
  async function ends(block: number): Promise<void> {
    await inTransaction(storage, async (em) => {
      await recordFinality(em, { id, endedBlock: null }, block, CONFIRMATIONS)
      await recordFinality(em, { id, endedBlock: block }, block + CONFIRMATIONS, CONFIRMATIONS)
      await recordFilesDeleted(em, id, new Date(clock.now() * 1_000))
    })
  }
}

/** A specification whose program nobody has any more. */
function specOf({ name, machine, units, token, runSeconds }: PastJob, budget: bigint, decimals: number): JobSpec {
  const hash = sha256(name)
  return parseJobSpec({
    version: 1,
    name,
    program: { kind: 'wasm', cid: contentIdOf(hash), sha256: hash, size: 1_048_576 },
    files: { privacy: 'none' },
    args: [],
    salt: randomBytes(16).toString('hex'),
    inputs: [],
    outputs: ['result.txt'],
    resources: { type: machine.resourceType, units, memoryMiB: 2_048 },
    limits: { seconds: runSeconds + 600, outputMiB: 16 },
    budget: { token, amount: formatAmount(budget, decimals) },
    deadlines: { fundSeconds: FUND_SECONDS, assignSeconds: ASSIGN_SECONDS, windowSeconds: WINDOW_SECONDS },
    verification: { mode: 'NONE' },
    profile: 'balanced',
    retries: 3,
    allow: [],
    deny: [],
  })
}
