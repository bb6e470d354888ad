import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createReader, createUsdOracle, type Deployment, usdFeedsOf } from '@aiigo/chain'
import { createLiveIndex, keepCurrent, startMatchIndex } from '@aiigo/matching'
import type { Health, Logger } from '@aiigo/service'
import { createEventListener, createNodeChangeReader, NODE_CHANGES_TOPIC, type Storage } from '@aiigo/storage'
import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer'
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default'
import { createChainFacts } from './chain/chainFacts.js'
import { createTaskLookup } from './chain/createTaskLookup.js'
import { createVerifySignature } from './chain/verifySignature.js'
import type { Config } from './config.js'
import { createGatewaySchema } from './gateway/createGatewaySchema.js'
import { createSubgraphExecutor } from './gateway/createSubgraphExecutor.js'
import { loadSubgraphSchema } from './gateway/loadSubgraphSchema.js'
import type { Context } from './graphql/context.js'
import { createHttpApp } from './http/createHttpApp.js'
import { createRateLimit } from './http/createRateLimit.js'
import { createSocketServer } from './http/createSocketServer.js'
import { operationLimits } from './http/operationLimits.js'
import { createPublicError } from './http/publicError.js'
import { createLocalSchema } from './modules/createLocalSchema.js'
import { createModules } from './modules/createModules.js'
import { platformRules } from './modules/platform/platformRules.js'

export interface ApiDeps {
  config: Config
  storage: Storage
  deployment: Deployment
  health: Health
  log: Logger
  now?: () => number
}

export interface Api {
  /** Port in use. */
  port: number
  /** Stops taking requests, lets running ones finish, then closes subscriptions and connections. */
  close(): Promise<void>
}

/** Once an hour, expired rows are deleted. */
const HOUSEKEEPING_MS = 3_600_000

/** Builds the API and starts listening. */
export async function createApi({ config, storage, deployment, health, log, now = Date.now }: ApiDeps): Promise<Api> {
  const warn = (what: string) => (error: unknown) => log.warn({ err: error }, what)
  const reader = createReader(deployment.chainId, config.ETHEREUM_RPC_URL)
  const matchIndex = await createLiveIndex({
    changes: createNodeChangeReader(storage),
    startIndex: startMatchIndex,
    onError: warn('a node could not be indexed'),
  })
  const subgraphExecutor = createSubgraphExecutor(config.SUBGRAPH_URL, warn('the subgraph failed'))
  const listener = await createEventListener({ storage })
  const modules = createModules({
    config,
    storage,
    listener,
    deployment,
    matchIndex,
    now,
    chain: createChainFacts(reader, deployment, now),
    verifySignature: createVerifySignature(reader),
    findTask: createTaskLookup(subgraphExecutor.execute),
    dollars: createUsdOracle({ feeds: usdFeedsOf(config.USD_FEEDS, deployment.chainId), reader, now }),
    rules: platformRules(config),
  })
  const stopFollowing = keepCurrent(matchIndex, (news) => listener.on(NODE_CHANGES_TOPIC, news), {
    onError: warn('the match index could not follow the database; the next look tries again'),
  })
  const localSchema = await createLocalSchema({ instances: modules.resolvers, operators: config.OPERATOR_ADDRESSES })

  const subgraph = await loadSubgraphSchema(subgraphExecutor.execute, { forMs: config.SUBGRAPH_WAIT_MS })
  if (subgraph.source === 'committed')
    log.warn({ url: config.SUBGRAPH_URL }, 'the subgraph does not answer; going on with the known schema')
  if (subgraph.differs) log.warn('the subgraph serves another schema than the committed one; run npm run introspect')
  const schema = createGatewaySchema({
    local: localSchema,
    subgraph: subgraph.schema,
    subgraphExecutor: subgraphExecutor.execute,
  })

  const publicError = createPublicError(log)
  const rateLimit = createRateLimit({
    perMinute: config.RATE_LIMIT_PER_MINUTE,
    redisUrl: config.REDIS_URL,
    onError: warn('the rate limit’s Redis failed'),
  })
  const server = createServer()
  const landingPage = config.LANDING_PAGE === 'true'
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: 5_000 },
    formatError: (_formatted, error) => publicError(error),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: server, stopGracePeriodMillis: 3_000 }),
      landingPage
        ? ApolloServerPluginLandingPageLocalDefault({ embed: false })
        : ApolloServerPluginLandingPageDisabled(),
      operationLimits(),
    ],
  })
  await apollo.start()
  const app = createHttpApp({
    apollo,
    health,
    rateLimit,
    landingPage,
    authenticate: modules.authenticate,
    corsOrigins: config.CORS_ORIGINS,
    trustedProxies: config.TRUSTED_PROXIES,
  })
  server.on('request', app)
  const sockets = createSocketServer({
    server,
    localSchema,
    rateLimit,
    publicError,
    log,
    path: '/graphql',
    authenticate: modules.authenticate,
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.PORT, config.HOST, resolve)
  })
  health.addReadiness('database', () => storage.health())
  const housekeeping = setInterval(
    () => void modules.housekeeping().catch(warn('housekeeping failed')),
    HOUSEKEEPING_MS,
  )

  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      clearInterval(housekeeping)
      await sockets.close()
      await apollo.stop()
      stopFollowing()
      await listener.close()
      await subgraphExecutor.dispose()
      rateLimit.close()
    },
  }
}
