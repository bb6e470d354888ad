import { Arg, Int, Resolver } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import { EventStream } from '../../graphql/EventStream.js'
import { ResourceTypeEnum } from '../../graphql/enums.js'
import { PriceTick } from './price.type.js'
import type { PriceEvents } from './priceEvents.js'

@Resolver()
export class PriceSubscription {
  constructor(private readonly events: PriceEvents) {}

  @Public()
  @EventStream(() => PriceTick, {
    description:
      'Live price indices of a type as they move, from now on; with a cursor first those ticks with seq above it.',
  })
  priceTicks(
    @Arg('resourceType', () => ResourceTypeEnum) resourceType: string,
    @Arg('afterSeq', () => Int, { nullable: true }) afterSeq?: number | null,
  ): Promise<AsyncIterable<PriceTick>> {
    return this.events.ticks(resourceType, afterSeq ?? null)
  }
}
