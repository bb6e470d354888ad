import 'reflect-metadata'
import type { GraphQLSchema } from 'graphql'
import { buildSchema, type NonEmptyArray, type PubSub } from 'type-graphql'
import { AccountResolver } from '../modules/account/account.resolver.js'
import { BonusResolver } from '../modules/bonus/bonus.resolver.js'
import { CapacityResolver } from '../modules/capacity/capacity.resolver.js'
import { EarningsResolver } from '../modules/earnings/earnings.resolver.js'
import { JobResolver } from '../modules/job/job.resolver.js'
import { JobSubscriptionResolver } from '../modules/job/jobSubscription.resolver.js'
import { TaskResolver } from '../modules/job/task.resolver.js'
import { MatchResolver } from '../modules/match/match.resolver.js'
import { NodeResolver } from '../modules/node/node.resolver.js'
import { OfferResolver } from '../modules/offer/offer.resolver.js'
import { PlatformResolver } from '../modules/platform/platform.resolver.js'
import { PriceResolver } from '../modules/price/price.resolver.js'
import { PriceSubscriptionResolver } from '../modules/price/priceSubscription.resolver.js'
import { QuoteResolver } from '../modules/quote/quote.resolver.js'
import { StatsResolver } from '../modules/stats/stats.resolver.js'

const RESOLVERS = [
  AccountResolver,
  BonusResolver,
  CapacityResolver,
  EarningsResolver,
  JobResolver,
  JobSubscriptionResolver,
  TaskResolver,
  MatchResolver,
  NodeResolver,
  OfferResolver,
  PlatformResolver,
  PriceResolver,
  PriceSubscriptionResolver,
  QuoteResolver,
  StatsResolver,
] as const

/** Every subscription reads the event table; TypeGraphQL wants to be given a bus of its own nevertheless. */
const UNUSED_PUB_SUB: PubSub = {
  publish: unused,
  subscribe: unused,
}

function unused(): never {
  throw new Error('expected every subscription to have a subscribe function that reads the event table')
}

/**
 * The part of the API that answers from this system's own database.
 * @param instances one object per resolver class; may be empty when only the schema's text is wanted
 */
export function createLocalSchema(instances: readonly object[]): Promise<GraphQLSchema> {
  const byClass = new Map<unknown, object>(instances.map((instance) => [instance.constructor, instance]))
  return buildSchema({
    resolvers: RESOLVERS as unknown as NonEmptyArray<new () => object>,
    pubSub: UNUSED_PUB_SUB,
    validate: false,
    container: {
      get(someClass: { name: string }) {
        const instance = byClass.get(someClass)
        if (!instance) throw new Error(`expected an instance of ${someClass.name} among the resolvers`)
        return instance
      },
    },
  })
}
