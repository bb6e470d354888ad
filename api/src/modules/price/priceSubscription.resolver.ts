import { Arg, Int, Resolver, Root, Subscription } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { ResourceTypeEnum } from '../../graphql/enums.js'
import { PriceTick } from './price.type.js'

interface FeedArgs {
  resourceType: string
  afterSeq?: number | null
}

@Resolver()
export class PriceSubscriptionResolver {
  @Subscription(() => PriceTick, {
    description:
      'Live price indices of a type as they move, from now on; with a cursor first those ticks with seq above it.',
    subscribe: ({ args, context }: { args: FeedArgs; context: Context }) =>
      context.feeds.priceTicks(args.resourceType, args.afterSeq ?? null),
  })
  priceTicks(
    @Root() tick: PriceTick,
    @Arg('resourceType', () => ResourceTypeEnum) _resourceType: string,
    @Arg('afterSeq', () => Int, { nullable: true }) _afterSeq?: number | null,
  ): PriceTick {
    return tick
  }
}
