import { createReader, createSmallTaskCaps, type Deployment } from '@aiigo/chain'
import { type Consumer, createProducer, type QueueBackend } from '@aiigo/queue'
import { createFileGrants, createMetrics, createProgress, type Logger, type Shutdown } from '@aiigo/service'
import type { Storage } from '@aiigo/storage'
import {
  createBlobReader,
  createBonusBudget,
  createChainWriter,
  createConsumers,
  createMarketplace,
  createPlatformWatch,
  createReportCache,
  createSubgraph,
  startLoops,
  startMatchEngine,
  type WorkerDeps,
} from '@aiigo/worker'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import {
  BLOB_URL,
  CONFIRMATIONS,
  FILE_GRANT_SECRET,
  OFFER_SECONDS,
  rpcUrlOf,
  SUBGRAPH_URL,
  workerSettings,
} from './settings.js'

interface Surroundings {
  deployment: Deployment
  operatorKey: Hex
  databaseUrl: string
  openStorage(): Promise<Storage>
  queues: QueueBackend
  log: Logger
  /** Whether workers run messages straight from the outbox, as where queues are in PostgreSQL. */
  isDirect: boolean
  /** Hears of each message of the outbox that ran to its end without a queue. */
  onRun(id: string): void
  challengeSeconds(): number | null
  /** Puts planted bugs into the worker's parts. */
  change(deps: WorkerDeps): WorkerDeps
}

/** Milliseconds; deadlines are in seconds. */
const CLOCK_MS = 1_000
const CHAIN_SYNC_MS = 2_500
const RECEIPT_MS = 350
const STUCK_MS = 60_000

const heard = (consumer: Consumer, onRun: (id: string) => void): Consumer => ({
  ...consumer,
  async runNow(message, ...options) {
    const isDone = await consumer.runNow(message, ...options)
    if (isDone) onRun(message.id)
    return isDone
  },
})

/** The worker, put together as its `main.ts` does. */
export async function startWorker(name: string, surroundings: Surroundings): Promise<void> {
  const { deployment, operatorKey, databaseUrl, queues, log } = surroundings
  const signal = new AbortController().signal
  const shutdown: Shutdown = { register: () => () => undefined, run: async () => undefined, signal }
  const onError = (error: unknown): void => log.warn({ err: error }, 'connection trouble')
  const metrics = createMetrics({ runtime: false })
  const progress = createProgress({ metrics })
  const storage = await surroundings.openStorage()
  const producer = createProducer(queues, onError)
  const reader = createReader(deployment.chainId, rpcUrlOf(name), { together: true })
  const account = privateKeyToAccount(operatorKey)
  const subgraph = createSubgraph(SUBGRAPH_URL)
  const deps = surroundings.change({
    storage,
    send: (messages) => producer.send(messages),
    marketplace: createMarketplace(reader, deployment, CLOCK_MS),
    tasks: subgraph,
    writer: createChainWriter({
      ...{ storage, reader, account, chainId: deployment.chainId, log },
      ...{ confirmations: CONFIRMATIONS, pollMs: RECEIPT_MS, metrics },
    }),
    matchEngine: await startMatchEngine({
      storage,
      smallTaskCaps: createSmallTaskCaps(reader, deployment, Date.now),
      offerSeconds: OFFER_SECONDS,
      ...{ shutdown, log, onError },
    }),
    blobs: createBlobReader({ url: BLOB_URL, grants: createFileGrants(FILE_GRANT_SECRET), keepSeconds: 3_600 }),
    reports: createReportCache(),
    bonuses: {
      shares: { REFERRAL: 2_000, UPTIME: 4_000, PERFORMANCE: 4_000 },
      budget: createBonusBudget(reader, deployment, 0n),
      usdOf: async (amount) => amount,
      aiigo: deployment.addresses.AiigoToken.toLowerCase(),
    },
    distributor: null,
    log,
    settings: workerSettings(deployment, surroundings.challengeSeconds),
  })
  await deps.writer.reconcile(0)
  const consumers = createConsumers(queues, deps, metrics).map((consumer) => heard(consumer, surroundings.onRun))
  await startLoops(deps, {
    ...{ subgraph, producer, databaseUrl, shutdown, progress, metrics },
    startBlock: deployment.startBlock,
    consumers,
    isDirect: surroundings.isDirect,
    chainSyncMs: CHAIN_SYNC_MS,
    retention: { eventDays: 90, transactionDays: 365 },
  })
  await createPlatformWatch(deps, {
    ...{ subgraph, signal, metrics, progress: progress.loop('platform-watch', { workMs: STUCK_MS }) },
    blobs: async () => undefined,
  }).run()
}
