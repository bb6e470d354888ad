import { createSmallTaskCaps, createWallet, escrowAbi, marketplaceDomain } from '@aiigo/chain'
import { localAccount, localRoles } from '@aiigo/contracts'
import { ETH_ADDRESS } from '@aiigo/domain'
import { createLiveIndex, startMatchIndex } from '@aiigo/matching'
import type { QueueMessage } from '@aiigo/queue'
import { createLogger } from '@aiigo/service'
import { Attempt, createNodeChangeReader, createStorage, createTierLooks, Job, type Storage } from '@aiigo/storage'
import { createTestDatabase } from '@aiigo/storage/testing'
import type { Address, Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createBonusBudget } from '../bonus/createBonusBudget.js'
import { createBonusDistributor } from '../bonus/createBonusDistributor.js'
import { type ChainWriterOptions, createChainWriter } from '../chain/createChainWriter.js'
import { createMarketplace } from '../chain/createMarketplace.js'
import { createMatchEngine } from '../matching/createMatchEngine.js'
import { createBlobReader } from '../verification/createBlobReader.js'
import { createReportCache } from '../verification/createReportCache.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { createBuyerActs } from './createBuyerActs.js'
import { createJudges } from './createJudges.js'
import { createProviderActs } from './createProviderActs.js'
import { indexTasks } from './indexTasks.js'
import { registerNode } from './registerNode.js'
import { serveBlobs } from './serveBlobs.js'
import { startLocalChain } from './startLocalChain.js'

/** Wei for each million core-seconds. */
const RATE = 1_000_000_000n
/** A method of anvil that viem does not know. */
interface Rollback {
  Method: 'anvil_rollback'
  Parameters: [blocks: number]
  ReturnType: null
}
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
  const makeWriter = (waitMs = 10_000, more: Partial<ChainWriterOptions> = {}) =>
    createChainWriter({ storage, reader, account, chainId, log, waitMs, ...more })
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
    blobs: createBlobReader({ url: store.url, grants: store.grants, keepSeconds: 60 }),
    reports: createReportCache(),
    bonuses: {
      shares: { REFERRAL: 2_000, UPTIME: 4_000, PERFORMANCE: 4_000 },
      budget: createBonusBudget(reader, deployment, 0n),
      usdOf: async (amount) => amount,
      aiigo: deployment.addresses.AiigoToken.toLowerCase(),
    },
    distributor: createBonusDistributor(reader, deployment),
    log,
    settings: {
      confirmations: 12,
      heartbeatTimeoutSeconds: 15,
      checkSecret: 'a secret of the tests, which draws checks',
      penaltyHoldSeconds: 3_600,
      powDifficultyBits: POW_BITS,
      powNonces: 64,
      powSolveSeconds: 1,
      powSeconds: 300,
      powIntervalSeconds: 86_400,
      powNewIntervalSeconds: 86_400,
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

  const addNode = (index: number, units?: number) =>
    registerNode({ chain, deps, faucetKey: roles.publicSale.privateKey, rate: RATE }, index, units)

  return {
    chain,
    database,
    storage,
    deps,
    marketplace,
    makeWriter,
    sent,
    /** The blob store's contents, by id. */
    blobs,
    addNode,
    buyer,
    mined,
    operator: account,
    treasury: roles.treasury,
    /** Moves the chain's clock. */
    async passes(seconds: number) {
      await control.increaseTime({ seconds })
      await control.mine({ blocks: 1 })
    },
    /** A reorganisation takes out every block after this one, and nothing of them is mined again by itself. */
    async rewinds(toBlock: number) {
      const blocks = (await marketplace.head()) - toBlock
      await control.request<Rollback>({ method: 'anvil_rollback', params: [blocks] })
    },
    job: (id: string) => storage.fork().findOneOrFail(Job, { id }),
    attempts: (jobId: string) => storage.fork().find(Attempt, { jobId }, { orderBy: { offeredAt: 'asc' } }),
    claimable: (who: Address) =>
      reader.readContract({
        address: deployment.addresses.Escrow,
        abi: escrowAbi,
        functionName: 'claimable',
        args: [ETH_ADDRESS, who],
      }),
    /** Platform fees that wait in the escrow for the treasury. */
    fees: () => reader.readContract({ ...escrow, functionName: 'fees', args: [ETH_ADDRESS] }),
    ...createBuyerActs({
      chain,
      storage,
      marketplace,
      tasks: deps.tasks,
      domain,
      buyer,
      wallet: buyerWallet,
      matcher: account.address,
      mined,
    }),
    ...createProviderActs({ chain, tasks: deps.tasks, mined, storage, marketplace, domain, blobs }),
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
