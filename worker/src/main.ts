import {
  createReader,
  createSmallTaskCaps,
  createUsdOf,
  createUsdOracle,
  paymentTokens,
  usdFeedsOf,
} from '@aiigo/chain'
import { readDeployment } from '@aiigo/chain/node'
import { createLiveIndex, keepCurrent, startMatchIndex } from '@aiigo/matching'
import { createProducer, createQueueBackend, createRedisWakeUp } from '@aiigo/queue'
import { createHealth, createLogger, createMetrics, createShutdown, runMain } from '@aiigo/service'
import {
  createEventListener,
  createLeaderLock,
  createNodeFeed,
  createStorage,
  createTierLooks,
  NODE_CHANGES_TOPIC,
} from '@aiigo/storage'
import { privateKeyToAccount } from 'viem/accounts'
import { createBonusBudget } from './bonus/createBonusBudget.js'
import { createBonusDistributor } from './bonus/createBonusDistributor.js'
import { createChainWriter } from './chain/createChainWriter.js'
import { createMarketplace } from './chain/createMarketplace.js'
import { createReconcileLoop } from './chain/createReconcileLoop.js'
import { readConfig } from './config.js'
import { createConsumers, SCHEDULES } from './createConsumers.js'
import { createScheduleLoop } from './createScheduleLoop.js'
import { createChainSync } from './jobs/chainSync.js'
import { createOutboxLoop } from './jobs/outbox.js'
import { createMatcher } from './matching/createMatcher.js'
import { createSubgraph } from './subgraph/createSubgraph.js'
import { createBlobReader } from './verification/createBlobReader.js'
import type { WorkerDeps } from './WorkerDeps.js'

const LOCAL_CHAIN = 31_337
const STUCK_MS = 60_000

runMain(async () => {
  const config = readConfig()
  const deployment = readDeployment(config.DEPLOYMENT_FILE)
  const log = createLogger({ name: 'worker', level: config.LOG_LEVEL })
  const shutdown = createShutdown(log)
  const { signal } = shutdown
  const onError = (error: unknown): void => log.warn({ err: error }, 'connection trouble')
  const isLocal = deployment.chainId === LOCAL_CHAIN

  const metrics = createMetrics()
  const health = createHealth({ metrics })
  shutdown.register('health', () => health.close())

  const wakeUp = config.REDIS_URL ? createRedisWakeUp(config.REDIS_URL, onError) : undefined
  if (wakeUp) shutdown.register('wake-ups', () => wakeUp.close())
  const storage = await createStorage({
    databaseUrl: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    onError,
    ...(wakeUp ? { wakeUp } : {}),
  })
  shutdown.register('storage', () => storage.close())
  const backend = createQueueBackend({ databaseUrl: config.DATABASE_URL, redisUrl: config.REDIS_URL, onError })
  shutdown.register('queue backend', () => backend.close())
  await backend.prepare()
  const producer = createProducer(backend, onError)
  shutdown.register('producer', () => producer.close())

  const reader = createReader(deployment.chainId, config.ETHEREUM_RPC_URL)
  const account = privateKeyToAccount(config.OPERATOR_PRIVATE_KEY)
  const marketplace = createMarketplace(reader, deployment)
  const subgraph = createSubgraph(config.SUBGRAPH_URL)
  const writer = createChainWriter({ storage, reader, account, chainId: deployment.chainId, log })

  const feeds = usdFeedsOf(config.USD_FEEDS, deployment.chainId)
  const dollars = createUsdOracle({ feeds, reader, now: Date.now })
  const index = await createLiveIndex({ feed: createNodeFeed(storage), startIndex: startMatchIndex, onError })
  const listener = await createEventListener({ storage })
  const stopFollowing = keepCurrent(index, (news) => listener.on(NODE_CHANGES_TOPIC, news), { onError })
  shutdown.register('index', () => {
    stopFollowing()
    return listener.close()
  })

  const deps: WorkerDeps = {
    storage,
    send: (messages) => producer.send(messages),
    marketplace,
    tasks: subgraph,
    writer,
    matcher: createMatcher({
      storage,
      index,
      smallTaskCaps: createSmallTaskCaps(reader, deployment, Date.now),
      tiers: createTierLooks({ storage, onError }),
      log,
      offerSeconds: config.OFFER_SECONDS,
    }),
    blobs: createBlobReader(config.BLOB_STORE_URL),
    bonuses: {
      shares: config.BONUS_SHARES,
      budget: createBonusBudget(reader, deployment, config.BONUS_EPOCH_BUDGET),
      usdOf: createUsdOf(deployment, dollars),
      aiigo: deployment.addresses.AiigoToken.toLowerCase(),
    },
    distributor: createBonusDistributor(reader, deployment),
    log,
    settings: {
      heartbeatTimeoutSeconds: config.HEARTBEAT_TIMEOUT_SECONDS,
      powDifficultyBits: config.POW_DIFFICULTY_BITS,
      powNonces: config.POW_NONCES,
      powSolveSeconds: config.POW_SOLVE_SECONDS,
      powSeconds: config.POW_SECONDS,
      powIntervalSeconds: config.POW_INTERVAL_SECONDS,
      priceTokens: paymentTokens(deployment).map(({ address }) => address.toLowerCase()),
    },
  }

  await writer.reconcile(0)
  const consumers = createConsumers(backend, deps, metrics)
  shutdown.register('consumers', () => Promise.all(consumers.map((consumer) => consumer.close())))

  const leader = createLeaderLock({ databaseUrl: config.DATABASE_URL, name: 'chain-sync' })
  shutdown.register('chain-sync lock', () => leader.close())
  const chainSync = createChainSync(deps, {
    subgraph,
    hashOf: marketplace.blockHash,
    leader,
    startBlock: deployment.startBlock,
    pollMs: isLocal ? 250 : 2_000,
    signal,
  })
  const outbox = await createOutboxLoop(deps, { pollMs: 1_000, signal })
  const loops = [
    chainSync.run(),
    outbox.run(),
    createReconcileLoop(writer, { everyMs: 10_000, signal, log }).run(),
    createScheduleLoop(producer, SCHEDULES, { everyMs: 60_000, signal, log }).run(),
  ]
  // The signal is given before the steps run: the loops end by it, and what they use is closed afterwards.
  shutdown.register('loops', () => Promise.all(loops))

  health.addLiveness('queues', () => Promise.all(consumers.map((consumer) => consumer.checkProgress(STUCK_MS))))
  health.addLiveness('outbox', () => outbox.checkProgress(STUCK_MS))
  health.addReadiness('database', () => storage.health())
  health.addReadiness('queue backend', () => backend.health())
  health.addReadiness('chain', () => reader.getBlockNumber({ cacheTime: 0 }))
  health.addReadiness('subgraph', () => subgraph.head())
  health.addReadiness('chain-sync', () => chainSync.checkProgress(STUCK_MS))
  const port = await health.listen(config.PORT, config.HOST)
  log.info(
    { host: config.HOST, port, operator: account.address, chainId: deployment.chainId, queues: backend.kind },
    'worker is running',
  )
})
