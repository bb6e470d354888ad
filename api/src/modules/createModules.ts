import { createUsdOf, createUsdOracle, type Deployment, type Reader, usdFeedsOf } from '@aiigo/chain'
import type { LiveIndex } from '@aiigo/matching'
import { createTierLooks, type Storage } from '@aiigo/storage'
import type { Executor } from '@graphql-tools/utils'
import type { Config } from '../config.js'
import { AccountResolver } from './account/account.resolver.js'
import { createAccountService } from './account/account.service.js'
import { createApiKeys } from './account/apiKeys.js'
import { type Authenticate, createAuthenticate } from './account/authenticate.js'
import { createSessions } from './account/sessions.js'
import { createSignIn } from './account/signIn.js'
import { BonusResolver } from './bonus/bonus.resolver.js'
import { createBonusService } from './bonus/bonus.service.js'
import { CapacityResolver } from './capacity/capacity.resolver.js'
import { createCapacityService } from './capacity/capacity.service.js'
import { EarningsResolver } from './earnings/earnings.resolver.js'
import { createEarningsService } from './earnings/earnings.service.js'
import { createBlobCheck } from './job/blobCheck.js'
import { JobResolver } from './job/job.resolver.js'
import { createJobService } from './job/job.service.js'
import { JobSubscriptionResolver } from './job/jobSubscription.resolver.js'
import { TaskResolver } from './job/task.resolver.js'
import { MatchResolver } from './match/match.resolver.js'
import { createMatchService } from './match/match.service.js'
import { NodeResolver } from './node/node.resolver.js'
import { createNodeService } from './node/node.service.js'
import { OfferResolver } from './offer/offer.resolver.js'
import { createOfferService } from './offer/offer.service.js'
import { createChainFacts } from './platform/chainFacts.js'
import { createTaskIndex } from './platform/createTaskIndex.js'
import { PlatformResolver } from './platform/platform.resolver.js'
import { createPlatformService, type PlatformRules } from './platform/platform.service.js'
import { createVerifySignature } from './platform/verifySignature.js'
import { PriceResolver } from './price/price.resolver.js'
import { createPriceService } from './price/price.service.js'
import { PriceSubscriptionResolver } from './price/priceSubscription.resolver.js'
import { QuoteResolver } from './quote/quote.resolver.js'
import { createQuoteService } from './quote/quote.service.js'
import { StatsResolver } from './stats/stats.resolver.js'
import { createStatsService } from './stats/stats.service.js'

interface Deps {
  config: Config
  storage: Storage
  deployment: Deployment
  reader: Reader
  /** Every node, as current as its last look at the database. */
  index: LiveIndex
  /** Asks the subgraph. */
  subgraph: Executor
  now: () => number
}

export interface Modules {
  /** One instance of each resolver class. */
  resolvers: object[]
  authenticate: Authenticate
  /** Deletes what nobody can use any more. */
  prune(): Promise<void>
}

/** Wires the domains' services to each other and to their resolvers. */
export function createModules({ config, storage, deployment, reader, index, subgraph, now }: Deps): Modules {
  const rules: PlatformRules = {
    blobUrl: config.BLOB_PUBLIC_URL,
    matcher: config.MATCHER_ADDRESS,
    minWindowSeconds: config.MIN_WINDOW_SECONDS,
    transferGraceSeconds: config.TRANSFER_GRACE_SECONDS,
  }
  const chain = createChainFacts(reader, deployment, now)
  const tiers = createTierLooks({ storage, onError: storage.onError, now })
  const dollars = createUsdOracle({ feeds: usdFeedsOf(config.USD_FEEDS, deployment.chainId), reader, now })
  const verifySignature = createVerifySignature(reader)
  const siwe = { domain: config.SIWE_DOMAIN, uri: config.SIWE_URI, chainId: deployment.chainId }
  const signIn = createSignIn({ storage, now, ...siwe })
  const sessions = createSessions({ storage, now, secret: config.AUTH_JWT_SECRET })
  const apiKeys = createApiKeys({ storage, now })
  const checkBlobs = createBlobCheck(config.BLOB_STORE_URL)
  const findTask = createTaskIndex(subgraph)
  const jobs = createJobService({ storage, deployment, chain, checkBlobs, rules, verifySignature, findTask, now })

  return {
    resolvers: [
      new AccountResolver(createAccountService({ storage, signIn, sessions, apiKeys, siwe })),
      new BonusResolver(createBonusService({ storage })),
      new CapacityResolver(createCapacityService({ storage, operators: config.OPERATOR_ADDRESSES })),
      new EarningsResolver(createEarningsService({ storage, deployment, chain, dollars })),
      new JobResolver(jobs),
      new JobSubscriptionResolver(),
      new TaskResolver(jobs),
      new MatchResolver(createMatchService({ storage, deployment, chain, index, tiers, now })),
      new NodeResolver(createNodeService({ storage })),
      new OfferResolver(createOfferService({ storage, deployment, verifySignature, now })),
      new PlatformResolver(createPlatformService({ storage, deployment, chain, rules })),
      new PriceResolver(createPriceService({ storage, deployment, dollars, now })),
      new PriceSubscriptionResolver(),
      new QuoteResolver(createQuoteService({ storage, deployment, chain, dollars, now })),
      new StatsResolver(createStatsService({ storage, deployment, usdOf: createUsdOf(deployment, dollars), now })),
    ],
    authenticate: createAuthenticate({ sessions, apiKeys }),
    async prune() {
      await Promise.all([signIn.prune(), sessions.prune()])
    },
  }
}
