import {
  confirmationsFor,
  createReader,
  createSmallTaskCaps,
  createUsdOf,
  createUsdOracle,
  LOCAL_CHAIN_ID,
  paymentTokens,
  usdFeedsOf,
} from '@aiigo/chain'
import { readDeployment } from '@aiigo/chain/node'
import { LONGEST_DISPUTE_SECONDS } from '@aiigo/domain'
import {
  createFileGrants,
  createHealth,
  createLogger,
  createMetrics,
  createProgress,
  createShutdown,
  runMain,
  startTracing,
} from '@aiigo/service'
import { parseGwei } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { createBonusBudget } from './bonus/createBonusBudget.js'
import { createBonusDistributor } from './bonus/createBonusDistributor.js'
import { createChainWriter } from './chain/createChainWriter.js'
import { createGasBudget } from './chain/createGasBudget.js'
import { createMarketplace } from './chain/createMarketplace.js'
import { readRelays } from './chain/readRelays.js'
import { readConfig } from './config.js'
import { checkOutbox } from './loops/checkOutbox.js'
import { createPlatformWatch } from './loops/createPlatformWatch.js'
import { startLoops } from './loops/startLoops.js'
import { startMatchEngine } from './matching/startMatchEngine.js'
import { openConnections } from './openConnections.js'
import { createConsumers } from './queues/createConsumers.js'
import { createSubgraph } from './subgraph/createSubgraph.js'
import { blobStoreAnswers } from './verification/blobStoreAnswers.js'
import { createBlobReader } from './verification/createBlobReader.js'
import { createReportCache } from './verification/createReportCache.js'
import type { WorkerDeps } from './WorkerDeps.js'

const STUCK_MS = 60_000
/** Deadlines are in seconds. */
const CLOCK_MS = 1_000
/** Public chains make blocks every few seconds. */
const BLOCK_AGE_MS = 180_000

runMain(async () => {
  const config = readConfig()
  const deployment = readDeployment(config.DEPLOYMENT_FILE)
  const log = createLogger({ name: 'worker', level: config.LOG_LEVEL })
  const shutdown = createShutdown(log)
  const onError = (error: unknown): void => log.warn({ err: error }, 'connection trouble')

  const tracing = await startTracing({
    ...{ endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT, ratio: config.OTEL_TRACES_SAMPLER_ARG },
    ...{ service: 'worker', onError },
  })
  shutdown.register('traces', tracing)
  const metrics = createMetrics()
  const progress = createProgress({ metrics })
  const health = createHealth({ metrics })
  shutdown.register('health', () => health.close())
  const { storage, backend, producer } = await openConnections(config, shutdown, onError, metrics)

  const reader = createReader(deployment.chainId, config.ETHEREUM_RPC_URL, { together: true })
  const account = privateKeyToAccount(config.OPERATOR_PRIVATE_KEY)
  const subgraph = createSubgraph(config.SUBGRAPH_URL)
  const feeds = usdFeedsOf(config.USD_FEEDS, deployment.chainId)
  const dollars = createUsdOracle({ feeds, reader, now: Date.now })

  const confirmations = confirmationsFor(config.CONFIRMATIONS, deployment.chainId)

  const deps: WorkerDeps = {
    storage,
    send: (messages) => producer.send(messages),
    marketplace: createMarketplace(reader, deployment, CLOCK_MS),
    tasks: subgraph,
    writer: createChainWriter({
      storage,
      reader,
      account,
      chainId: deployment.chainId,
      maxFeePerGas: parseGwei(String(config.MAX_FEE_GWEI)),
      confirmations,
      relays: await readRelays(reader, deployment, config.RELAY_PRIVATE_KEYS ?? []),
      budget: createGasBudget({ storage, limit: config.GAS_BUDGET_ETHER ?? null, log }),
      metrics,
      log,
    }),
    matchEngine: await startMatchEngine({
      storage,
      smallTaskCaps: createSmallTaskCaps(reader, deployment, Date.now),
      offerSeconds: config.OFFER_SECONDS,
      shutdown,
      log,
      onError,
    }),
    blobs: createBlobReader({
      url: config.BLOB_STORE_URL,
      grants: createFileGrants(config.FILE_GRANT_SECRET),
      keepSeconds: config.FILE_RETENTION_DAYS * 86_400 + LONGEST_DISPUTE_SECONDS,
    }),
    reports: createReportCache(),
    bonuses: {
      shares: config.BONUS_SHARES,
      budget: createBonusBudget(reader, deployment, config.BONUS_EPOCH_BUDGET),
      usdOf: createUsdOf(deployment, dollars),
      aiigo: deployment.addresses.AiigoToken.toLowerCase(),
    },
    distributor: createBonusDistributor(reader, deployment),
    log,
    settings: {
      confirmations,
      penaltyHoldSeconds: config.PENALTY_HOLD_SECONDS ?? (deployment.chainId === LOCAL_CHAIN_ID ? 300 : 86_400),
      checkSecret: config.CHECK_SECRET,
      heartbeatTimeoutSeconds: config.HEARTBEAT_TIMEOUT_SECONDS,
      powDifficultyBits: config.POW_DIFFICULTY_BITS,
      powNonces: config.POW_NONCES,
      powSolveSeconds: config.POW_SOLVE_SECONDS,
      powSeconds: config.POW_SECONDS,
      powIntervalSeconds: config.POW_INTERVAL_SECONDS,
      powNewIntervalSeconds: config.POW_NEW_INTERVAL_SECONDS,
      priceTokens: paymentTokens(deployment).map(({ address }) => address.toLowerCase()),
    },
  }

  await deps.writer.reconcile(0)
  const consumers = createConsumers(backend, deps, metrics)
  shutdown.register('consumers', () => Promise.all(consumers.map((consumer) => consumer.close())))
  await startLoops(deps, {
    subgraph,
    producer,
    databaseUrl: config.DATABASE_URL,
    startBlock: deployment.startBlock,
    consumers,
    isDirect: backend.kind === 'postgres',
    chainSyncMs: deployment.chainId === LOCAL_CHAIN_ID ? 250 : 2_000,
    retention: { eventDays: config.EVENT_RETENTION_DAYS, transactionDays: config.TRANSACTION_RETENTION_DAYS },
    shutdown,
    progress,
    metrics,
  })

  const watch = createPlatformWatch(deps, {
    subgraph,
    blobs: () => blobStoreAnswers(config.BLOB_STORE_URL),
    metrics,
    progress: progress.loop('platform-watch', { workMs: STUCK_MS }),
    signal: shutdown.signal,
    declared: config.PLATFORM_TROUBLE || null,
    blockAgeMs: deployment.chainId === LOCAL_CHAIN_ID ? null : BLOCK_AGE_MS,
  })
  const watching = watch.run()
  shutdown.register('platform watch', () => watching)

  health.addLiveness('queues', () => Promise.all(consumers.map((consumer) => consumer.checkProgress(STUCK_MS))))
  health.addLiveness('loops', () => progress.checkTurns())
  health.addReadiness('database', () => storage.health())
  health.addReadiness('queue backend', () => backend.health())
  health.addReadiness('chain', () => reader.getBlockNumber({ cacheTime: 0 }))
  health.addReadiness('heads', () => watch.checkHeads())
  health.addReadiness('troubles', () => watch.checkTroubles())
  health.addReadiness('loops', () => progress.checkWork())
  health.addReadiness('outbox', () => checkOutbox(storage, STUCK_MS))
  const port = await health.listen(config.PORT, config.HOST)
  log.info(
    { host: config.HOST, port, operator: account.address, chainId: deployment.chainId, queues: backend.kind },
    'worker is running',
  )
})
