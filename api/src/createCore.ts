import type { Server } from 'node:http'
import { createReader, createUsdOracle, type Deployment, usdFeedsOf } from '@aiigo/chain'
import { createLiveIndex, keepCurrent, startMatchIndex } from '@aiigo/matching'
import { createQueueBackend, createQueueMonitor, type QueueBackend } from '@aiigo/queue'
import { keyOfSecret } from '@aiigo/sealing'
import { createFileGrants, type Logger } from '@aiigo/service'
import { createEventListener, createNodeChangeReader, NODE_CHANGES_TOPIC, type Storage } from '@aiigo/storage'
import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer'
import type { GraphQLSchema } from 'graphql'
import { createChainFacts } from './chain/chainFacts.js'
import { createDayLookup } from './chain/createDayLookup.js'
import { createGate } from './chain/createGate.js'
import { createMoneyFacts, type MoneyFacts } from './chain/createMoneyFacts.js'
import { createOperatorFacts, type OperatorFacts } from './chain/createOperatorFacts.js'
import { createProposalLookup } from './chain/createProposalLookup.js'
import { createTaskLookup } from './chain/createTaskLookup.js'
import { createWalletLookup } from './chain/createWalletLookup.js'
import { createDaoFacts } from './chain/daoFacts.js'
import { CHECK_MS, createVerifySignature } from './chain/verifySignature.js'
import { createWalletFacts } from './chain/walletFacts.js'
import type { Config } from './config.js'
import { createGatewaySchema } from './gateway/createGatewaySchema.js'
import { createSubgraphExecutor } from './gateway/createSubgraphExecutor.js'
import { loadSubgraphSchema } from './gateway/loadSubgraphSchema.js'
import { spendAnswer } from './graphql/answerBudget.js'
import type { Context } from './graphql/context.js'
import { createIntrospection } from './http/createIntrospection.js'
import { operationLimits, stringifyAnswer } from './http/operationLimits.js'
import { createPublicError, type PublicError } from './http/publicError.js'
import { MAX_TOKENS } from './http/readOperation.js'
import { reportRequests } from './http/reportRequests.js'
import { createLocalSchema } from './modules/createLocalSchema.js'
import { createModules } from './modules/createModules.js'
import { createProgramCheck } from './modules/job/programCheck.js'
import { platformRules } from './modules/platform/platformRules.js'

export interface CoreDeps {
  config: Config
  storage: Storage
  deployment: Deployment
  log: Logger
  now?: () => number
}

/** The part of the API that answers operations, whichever way they come in. */
export interface Core {
  apollo: ApolloServer<Context>
  /** Has the subscriptions; their events come from this system alone. */
  localSchema: GraphQLSchema
  modules: ReturnType<typeof createModules>
  publicError: PublicError
  /** For metrics. */
  operatorFacts: OperatorFacts
  money: MoneyFacts
  /** For the operator's pages. */
  queueBackend: QueueBackend
  close(): Promise<void>
}

/** Reads of the chain at once for pages, whoever looks at them, and those that wait for them. */
const SHOWN_READS = { running: 16, waiting: 1_000, waitMs: 5_000 }
/** For the operator's look at the queues; opened when it looks first. */
const QUEUE_CONNECTIONS = 2

/** Builds the schema and what answers it. @param server drained at the end */
export async function createCore(deps: CoreDeps, server: Server): Promise<Core> {
  const { config, storage, deployment, log, now = Date.now } = deps
  const warn = (what: string) => (error: unknown) => log.warn({ err: error }, what)
  const fileKey = await keyOfSecret(config.FILE_KEY)
  // For money and deadlines; for pages, whose reads wait for some places; for signatures, which run code of others.
  const reader = createReader(deployment.chainId, config.ETHEREUM_RPC_URL)
  const shownReader = createReader(deployment.chainId, config.ETHEREUM_RPC_URL, { around: createGate(SHOWN_READS) })
  const checkReader = createReader(deployment.chainId, config.ETHEREUM_RPC_URL, { timeoutMs: CHECK_MS, retries: 0 })
  const matchIndex = await createLiveIndex({
    changes: createNodeChangeReader(storage),
    keepsLasting: true,
    startIndex: startMatchIndex,
    onError: warn('a node could not be indexed'),
  })
  const subgraphExecutor = createSubgraphExecutor({
    url: config.SUBGRAPH_URL,
    onFailure: warn('the subgraph failed'),
    onBytes: spendAnswer,
  })
  const listener = await createEventListener({ storage })
  const queueBackend = createQueueBackend({
    databaseUrl: config.DATABASE_URL,
    redisUrl: config.REDIS_URL,
    poolSize: QUEUE_CONNECTIONS,
    onError: warn('the queues could not be reached'),
  })
  const queueMonitor = createQueueMonitor(queueBackend, warn('a queue could not be looked at'))
  const operatorFacts = createOperatorFacts(reader, subgraphExecutor.execute)
  const modules = createModules({
    config,
    storage,
    listener,
    deployment,
    matchIndex,
    now,
    chain: createChainFacts(reader, deployment, now),
    shownChain: createChainFacts(shownReader, deployment, now),
    dao: createDaoFacts(shownReader, deployment, now),
    verifySignature: createVerifySignature(checkReader),
    findTask: createTaskLookup(subgraphExecutor.execute),
    findDays: createDayLookup(subgraphExecutor.execute),
    findWallet: createWalletLookup(subgraphExecutor.execute),
    findProposals: createProposalLookup(subgraphExecutor.execute),
    walletFacts: createWalletFacts(shownReader, deployment, now),
    operatorFacts,
    queueMonitor,
    dollars: createUsdOracle({ feeds: usdFeedsOf(config.USD_FEEDS, deployment.chainId), reader, now }),
    checkProgram: createProgramCheck(config.BLOB_STORE_URL, createFileGrants(config.FILE_GRANT_SECRET)),
    rules: platformRules(config, fileKey.recipient),
    fileKey,
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
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: config.INTROSPECTION,
    hideSchemaDetailsFromClientErrors: !config.INTROSPECTION,
    csrfPrevention: true,
    // An operation without its text could be told neither for a query nor for what it costs, before it runs.
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    formatError: (_formatted, error) => publicError(error),
    stringifyResult: stringifyAnswer,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: server, stopGracePeriodMillis: 3_000 }),
      ApolloServerPluginLandingPageDisabled(),
      operationLimits({ introspection: config.INTROSPECTION ? createIntrospection(schema) : undefined }),
      reportRequests(),
    ],
  })
  await apollo.start()

  return {
    apollo,
    localSchema,
    modules,
    publicError,
    operatorFacts,
    queueBackend,
    money: createMoneyFacts(reader, deployment, subgraphExecutor.execute),
    async close() {
      await apollo.stop()
      stopFollowing()
      await listener.close()
      await queueMonitor.close()
      await queueBackend.close()
      await subgraphExecutor.dispose()
    },
  }
}
