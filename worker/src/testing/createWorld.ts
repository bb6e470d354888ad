import { createHash, randomUUID } from 'node:crypto'
import {
  acceptanceTypedData,
  approvalTypedData,
  createSmallTaskCaps,
  createWallet,
  escrowAbi,
  marketplaceDomain,
  requestTypedData,
  resultTypedData,
  taskIdOf,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import { localAccount, localRoles } from '@aiigo/contracts'
import { ETH_ADDRESS, jobIdToBytes32, RESOURCE_TYPES, type TaskRequest } from '@aiigo/domain'
import { createLiveIndex, startMatchIndex } from '@aiigo/matching'
import type { QueueMessage } from '@aiigo/queue'
import { createLogger } from '@aiigo/service'
import {
  Attempt,
  acceptOffer,
  createNodeChangeReader,
  createStorage,
  createTierLooks,
  inTransaction,
  Job,
  moveAttempt,
  moveJob,
  type Storage,
  taskRequestColumns,
  taskRequestOf,
} from '@aiigo/storage'
import { createTestDatabase, makeJob } from '@aiigo/storage/testing'
import { type Address, type Hex, keccak256 } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createBonusBudget } from '../bonus/createBonusBudget.js'
import { createBonusDistributor } from '../bonus/createBonusDistributor.js'
import { createChainWriter } from '../chain/createChainWriter.js'
import { createMarketplace } from '../chain/createMarketplace.js'
import { createMatchEngine } from '../matching/createMatchEngine.js'
import { createBlobReader } from '../verification/createBlobReader.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { createJudges } from './createJudges.js'
import { indexTasks } from './indexTasks.js'
import { type RegisteredNode, registerNode } from './registerNode.js'
import { serveBlobs } from './serveBlobs.js'
import { type LocalChain, startLocalChain } from './startLocalChain.js'

const RATE = 1_000n
const BUDGET = 1_000_000n
const POW_BITS = 4

/**
 * A worker's surroundings for tests: a real chain with the contracts, a real PostgreSQL, and people who sign and send.
 */
export async function createWorld() {
  const chain = await startLocalChain()
  const { deployment, reader, chainId, rpcUrl, control } = chain
  const database = await createTestDatabase()
  const storage: Storage = await createStorage({ databaseUrl: database.databaseUrl })
  const log = createLogger({ name: 'test', level: 'silent' })
  const roles = localRoles()
  const domain = marketplaceDomain(chainId, deployment.addresses.TaskMarketplace)
  const account = privateKeyToAccount(roles.operator.privateKey)
  const marketplace = createMarketplace(reader, deployment)
  const makeWriter = (waitMs = 10_000) => createChainWriter({ storage, reader, account, chainId, log, waitMs })
  const blobs = new Map<string, Uint8Array>()
  const store = await serveBlobs(blobs)
  const sent: QueueMessage[] = []
  const matchIndex = await createLiveIndex({ changes: createNodeChangeReader(storage), startIndex: startMatchIndex })
  const tiers = createTierLooks({
    storage,
    onError: (error) => log.warn({ err: error }, 'the order of tiers is not known'),
  })
  const smallTaskCaps = createSmallTaskCaps(reader, deployment, Date.now)
  const deps: WorkerDeps = {
    storage,
    send: async (messages) => void sent.push(...messages),
    marketplace,
    tasks: indexTasks(chain),
    writer: makeWriter(),
    matchEngine: createMatchEngine({ storage, matchIndex, smallTaskCaps, tiers, log, offerSeconds: 30 }),
    blobs: createBlobReader(store.url),
    bonuses: {
      shares: { REFERRAL: 2_000, UPTIME: 4_000, PERFORMANCE: 4_000 },
      budget: createBonusBudget(reader, deployment, 0n),
      usdOf: async (amount) => amount,
      aiigo: deployment.addresses.AiigoToken.toLowerCase(),
    },
    distributor: createBonusDistributor(reader, deployment),
    log,
    settings: {
      heartbeatTimeoutSeconds: 15,
      powDifficultyBits: POW_BITS,
      powNonces: 64,
      powSolveSeconds: 1,
      powSeconds: 300,
      powIntervalSeconds: 86_400,
      priceTokens: [ETH_ADDRESS],
    },
  }

  const buyer = localAccount(9)
  const buyerWallet = createWallet(chainId, rpcUrl, buyer.privateKey)
  const escrow = { address: deployment.addresses.Escrow, abi: escrowAbi } as const
  const mined = async (hash: Hex) => {
    const receipt = await reader.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`transaction ${hash} reverted`)
  }

  const addNode = (index: number) =>
    registerNode({ chain, deps, faucetKey: roles.publicSale.privateKey, rate: RATE }, index)

  /** Stores a job as the API does, with a request that the chain takes. */
  async function submitJob(overrides: { assignSeconds?: number; maxAttempts?: number } = {}): Promise<Job> {
    const id = randomUUID()
    const now = Math.floor((await marketplace.now()).getTime() / 1000)
    const request: TaskRequest = {
      jobId: jobIdToBytes32(id),
      buyer: buyer.address,
      token: ETH_ADDRESS,
      budget: BUDGET,
      maxRate: 2_000n,
      maxUsage: 500n,
      resourceType: RESOURCE_TYPES.indexOf('CPU'),
      workSeconds: 60,
      windowSeconds: 5,
      fundBy: now + 60,
      assignBy: now + (overrides.assignSeconds ?? 600),
      maxFeeBps: 800,
      matcher: account.address,
      specHash: keccak256('0x02'),
    }
    return makeJob(storage.fork(), {
      id,
      ...taskRequestColumns(request),
      taskId: taskIdOf(domain, request),
      maxAttempts: overrides.maxAttempts ?? 3,
    })
  }

  const byBuyer = async (functionName: 'submit' | 'cancel', job: Job) =>
    mined(
      await buyerWallet.writeContract({
        address: deployment.addresses.TaskMarketplace,
        abi: taskMarketplaceAbi,
        functionName,
        args: [taskRequestOf(job)],
        ...(functionName === 'submit' ? { value: job.budget } : {}),
      } as never),
    )

  return {
    chain: chain as LocalChain,
    database,
    storage,
    deps,
    marketplace,
    makeWriter,
    sent,
    addNode,
    submitJob,
    buyer,
    mined,
    operator: account,
    treasury: roles.treasury,
    fund: (job: Job) => byBuyer('submit', job),
    cancel: (job: Job) => byBuyer('cancel', job),
    /** Moves the chain's clock. */
    async passes(seconds: number) {
      await control.increaseTime({ seconds })
      await control.mine({ blocks: 1 })
    },
    job: (id: string) => storage.fork().findOneOrFail(Job, { id }),
    attempts: (jobId: string) => storage.fork().find(Attempt, { jobId }, { orderBy: { offeredAt: 'asc' } }),
    /** The provider accepts, as the API stores it. */
    async accepts(offer: Attempt, node: RegisteredNode) {
      const job = await storage.fork().findOneOrFail(Job, { id: offer.jobId })
      const number = job.attempts + 1
      const expiry = Math.floor((await marketplace.now()).getTime() / 1000) + 600
      const message = { taskId: job.taskId as Hex, attempt: number, nodeId: node.id, rate: offer.rate, expiry }
      const signature = await privateKeyToAccount(node.provider.privateKey).signTypedData(
        acceptanceTypedData(domain, message),
      )
      await inTransaction(storage, (em) => acceptOffer(em, offer, { number, acceptance: { expiry, signature } }))
    },
    /** The provider runs the job and delivers, as the API stores it. */
    async delivers(attempt: Attempt, node: RegisteredNode, { usage = 2n, tamper = false, name = 'out.txt' } = {}) {
      const content = new TextEncoder().encode('result')
      const output = {
        name,
        cid: `blob-${randomUUID()}`,
        sha256: createHash('sha256').update(content).digest('hex'),
        size: content.byteLength,
      }
      blobs.set(output.cid, tamper ? new TextEncoder().encode('forged') : content)
      const manifest = {
        jobId: attempt.jobId,
        attempt: attempt.number,
        nodeId: attempt.nodeId,
        usage: usage.toString(),
        exitCode: 0,
        outputs: [output],
      }
      const bytes = new TextEncoder().encode(JSON.stringify(manifest))
      const manifestCid = `blob-${randomUUID()}`
      blobs.set(manifestCid, bytes)
      const resultHash = `0x${createHash('sha256').update(bytes).digest('hex')}` as Hex
      const message = {
        taskId: attempt.taskId as Hex,
        attempt: attempt.number ?? 0,
        nodeId: node.id,
        usage,
        resultHash,
      }
      const signature = await privateKeyToAccount(node.provider.privateKey).signTypedData(
        resultTypedData(domain, message),
      )
      await inTransaction(storage, async (em) => {
        const job = await em.findOneOrFail(Job, { id: attempt.jobId })
        const running = await moveAttempt(em, attempt, 'EXECUTING')
        if (running)
          await moveAttempt(em, running, 'SUBMITTED', {
            set: { submission: { usage, resultHash, signature, manifestCid } },
          })
        const executing = await moveJob(em, job, 'EXECUTING')
        const result = {
          manifestCid,
          manifestSha256: resultHash.slice(2),
          usage,
          exitCode: 0,
          outputs: [output],
          cost: 0n,
        }
        if (executing) await moveJob(em, executing, 'VERIFYING', { set: { result } })
      })
      return resultHash
    },
    /** The buyer's signed approval, as the API stores it. */
    async approves(job: Job, resultHash: Hex) {
      const message = { taskId: job.taskId as Hex, attempt: job.attempts, resultHash }
      const signature = await privateKeyToAccount(buyer.privateKey).signTypedData(approvalTypedData(domain, message))
      await storage
        .fork()
        .nativeUpdate(Job, { id: job.id }, { approval: { attempt: job.attempts, resultHash, signature } })
    },
    claimable: (who: Address) =>
      reader.readContract({
        address: deployment.addresses.Escrow,
        abi: escrowAbi,
        functionName: 'claimable',
        args: [ETH_ADDRESS, who],
      }),
    /** Platform fees that wait in the escrow for the treasury. */
    fees: () => reader.readContract({ ...escrow, functionName: 'fees', args: [ETH_ADDRESS] }),
    deposits: async (value: bigint) =>
      mined(
        await buyerWallet.writeContract({
          ...escrow,
          functionName: 'deposit',
          args: [ETH_ADDRESS, buyer.address, value],
          value,
        }),
      ),
    /** The buyer withdraws everything. */
    empties: async () =>
      mined(
        await buyerWallet.writeContract({ ...escrow, functionName: 'withdraw', args: [ETH_ADDRESS, buyer.address] }),
      ),
    /** The buyer's signature of the request, as the API stores it. */
    async signsForBalance(job: Job) {
      const fundingSignature = await privateKeyToAccount(buyer.privateKey).signTypedData(
        requestTypedData(domain, taskRequestOf(job)),
      )
      await storage.fork().nativeUpdate(Job, { id: job.id }, { fundingSignature })
    },
    ...createJudges({ chain, tasks: deps.tasks, buyer: buyerWallet, mined }),
    async stop() {
      await storage.close()
      await store.close()
      await database.drop()
      await chain.stop()
    },
  }
}

export type World = Awaited<ReturnType<typeof createWorld>>
