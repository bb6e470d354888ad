import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Health, Metrics, Progress } from '@aiigo/service'
import { nodesByProvider, recordSign } from '@aiigo/storage'
import { type CoreDeps, createCore } from './createCore.js'
import { lanesOf } from './graphql/lane.js'
import { createAdmission } from './http/createAdmission.js'
import { createBuckets } from './http/createBuckets.js'
import { createHttpApp } from './http/createHttpApp.js'
import { createProviderSizes } from './http/createProviderSizes.js'
import { createReaders } from './http/createReaders.js'
import { createSocketServer } from './http/createSocketServer.js'
import { createPlatformMeter } from './metrics/createPlatformMeter.js'

export interface ApiDeps extends CoreDeps {
  health: Health
  metrics: Metrics
  progress: Progress
  /** Whether figures of the whole platform are read for metrics, regularly; default true. */
  isMetered?: boolean
  /** The environment of the process that answers queries; without it they are answered here, whatever READERS says. */
  readerEnvironment?: Record<string, string | undefined>
}

export interface Api {
  /** Port in use. */
  port: number
  /** Of the process that answers queries; undefined where there is none. */
  readerPid(): number | undefined
  /** Reads the figures of the whole platform for metrics, once. */
  collectMetrics(): Promise<void>
  /** Stops taking requests, lets running ones finish, then closes subscriptions and connections. */
  close(): Promise<void>
}

/** So often this process writes that it works. */
const SIGN_MS = 5_000
/** Loops without a turn for so long do not what they are for. */
const STUCK_MS = 60_000
/** Once an hour, expired rows are deleted. */
const HOUSEKEEPING_MS = 3_600_000
/** Readers run what was built, also when this file is run from the sources. */
const READER = fileURLToPath(new URL('../dist/reader.js', import.meta.url))

/** Builds the API and starts listening. */
export async function createApi({
  health,
  metrics,
  progress,
  isMetered = true,
  readerEnvironment,
  ...deps
}: ApiDeps): Promise<Api> {
  const { config, storage, log } = deps
  const warn = (what: string) => (error: unknown) => log.warn({ err: error }, what)
  const server = createServer()
  const refused = metrics.counter('aiigo_api_refused_total')
  const [core, readers] = await Promise.all([
    createCore(deps, server),
    config.READERS > 0 && readerEnvironment
      ? createReaders({
          entry: READER,
          environment: readerEnvironment,
          log,
          onRefused: () => refused.inc({ limit: 'places' }),
        })
      : undefined,
  ])
  const { apollo, localSchema, modules, publicError } = core
  const buckets = createBuckets({
    perMinute: {
      anonymous: config.COST_PER_MINUTE_ANONYMOUS,
      signedIn: config.COST_PER_MINUTE,
      anonymousEvents: config.COST_PER_MINUTE_ANONYMOUS,
      signedInEvents: config.COST_PER_MINUTE,
      signIn: config.SIGN_INS_PER_MINUTE,
      connections: config.SIGN_INS_PER_MINUTE,
      unknownKeys: config.SIGN_INS_PER_MINUTE,
    },
    redisUrl: config.REDIS_URL,
    onError: warn('the rate limit’s Redis failed'),
  })
  const { authenticate } = modules
  const app = createHttpApp({
    apollo,
    health,
    metrics,
    readers,
    laneOf: lanesOf(localSchema),
    nodesOf: createProviderSizes({
      load: () => nodesByProvider(storage.fork()),
      now: deps.now ?? Date.now,
      onError: warn('the providers could not be counted'),
    }),
    admission: createAdmission({ authenticate, buckets }),
    landingPage: config.LANDING_PAGE,
    board: {
      ...{ authenticate, operators: config.OPERATOR_ADDRESSES, backend: core.queueBackend },
      onError: warn('the queues could not be reached'),
    },
    deployment: deps.deployment,
    portal: config.PORTAL_DIR
      ? { folder: config.PORTAL_DIR, connect: [new URL(config.BLOB_PUBLIC_URL).origin] }
      : undefined,
    docs: config.DOCS_DIR,
    developmentRpcUrl: config.DEVELOPMENT_WALLETS.length > 0 ? config.ETHEREUM_RPC_URL : undefined,
    corsOrigins: config.CORS_ORIGINS,
    trustedProxies: config.TRUSTED_PROXIES,
  })
  server.on('request', app)
  const sockets = createSocketServer({
    ...{ server, localSchema, buckets, publicError, log, authenticate, metrics },
    path: '/graphql',
    maxSockets: { ofAddress: config.SOCKETS_PER_ADDRESS, ofWallet: config.SOCKETS_PER_WALLET },
    trustedProxies: config.TRUSTED_PROXIES,
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.PORT, config.HOST, resolve)
  })
  health.addReadiness('database', () => storage.health())
  if (readers) {
    health.addReadiness('reader', () => {
      if (!readers.isReady()) throw new Error('the process that answers queries does not take them')
    })
    metrics.gauge('aiigo_api_reader_ready', (gauge) => gauge.set(readers.isReady() ? 1 : 0))
  }
  health.addLiveness('loops', () => progress.checkTurns())
  health.addReadiness('loops', () => progress.checkWork())
  const signed = progress.loop('sign-of-life', { workMs: STUCK_MS })
  const sign = (starting = false) =>
    recordSign(storage.fork(), 'API', starting).then(
      () => signed.succeeded(),
      (error: unknown) => {
        signed.failed()
        warn('the sign of life could not be written')(error)
      },
    )
  void sign(true)
  const signing = setInterval(() => void sign(), SIGN_MS)
  const ending = new AbortController()
  const meter = createPlatformMeter({
    ...{ storage, metrics, log, facts: modules.facts, operatorFacts: core.operatorFacts, money: core.money },
    progress: progress.loop('platform-meter', { workMs: STUCK_MS }),
  })
  const metering = isMetered ? meter.run(ending.signal) : undefined
  const housekeeping = setInterval(
    () => void modules.housekeeping().catch(warn('housekeeping failed')),
    HOUSEKEEPING_MS,
  )

  return {
    port: (server.address() as AddressInfo).port,
    readerPid: () => readers?.pid(),
    collectMetrics: () => meter.collect(),
    async close() {
      clearInterval(housekeeping)
      clearInterval(signing)
      ending.abort()
      await metering
      await sockets.close()
      await core.close()
      await readers?.close()
      buckets.close()
    },
  }
}
