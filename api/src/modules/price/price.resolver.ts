import { Arg, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql'
import { Public } from '../../graphql/authorize.js'
import { ResourceTypeEnum } from '../../graphql/enums.js'
import type { PriceService } from './price.service.js'
import { PriceCandle, PriceCandlesInput, PriceIndex, SuggestedAsk, UsdRates } from './price.type.js'

type ResourceType = keyof typeof ResourceTypeEnum
const CLASS = 'A GPU model such as "RTX 4090", OTHER, or ALL of the type.'
const REGION = 'US, EU, ASIA, SA, AF, OC, or ALL.'

@Resolver(() => PriceIndex)
export class PriceResolver {
  constructor(private readonly prices: PriceService) {}

  @Public()
  @Query(() => [PriceIndex], {
    description: 'Live price indices of a type: of every class, region and token, or only of those that are named.',
  })
  priceIndex(
    @Arg('resourceType', () => ResourceTypeEnum) resourceType: ResourceType,
    @Arg('resourceClass', () => String, { nullable: true, description: CLASS }) resourceClass?: string | null,
    @Arg('region', () => String, { nullable: true, description: REGION }) region?: string | null,
    @Arg('token', () => String, { nullable: true, description: 'Symbol or address.' }) token?: string | null,
  ): Promise<PriceIndex[]> {
    return this.prices.indices({ resourceType, resourceClass, region, token })
  }

  @Public()
  @Query(() => [PriceCandle], { description: 'History of one price index, newest first.' })
  priceCandles(
    @Arg('input', () => PriceCandlesInput) input: PriceCandlesInput,
    @Arg('first', () => Int, { defaultValue: 48, description: 'At most 1000.' }) first: number,
  ): Promise<PriceCandle[]> {
    return this.prices.candles(input, first)
  }

  @Public()
  @Query(() => SuggestedAsk, {
    nullable: true,
    description: 'What a provider might ask, by the index of its class and region, or a wider one; null without any.',
  })
  suggestedAsk(
    @Arg('resourceType', () => ResourceTypeEnum) resourceType: ResourceType,
    @Arg('resourceClass', () => String, { nullable: true, description: CLASS }) resourceClass?: string | null,
    @Arg('region', () => String, { nullable: true, description: REGION }) region?: string | null,
    @Arg('token', () => String, { defaultValue: 'ETH', description: 'Symbol or address.' }) token?: string,
  ): Promise<SuggestedAsk | null> {
    return this.prices.suggestedAsk({ resourceType, resourceClass, region, token })
  }

  @FieldResolver(() => UsdRates, {
    nullable: true,
    description: 'In dollars; null with an error that says why when there is no price of the token to go by.',
  })
  usd(@Root() priceIndex: PriceIndex): Promise<UsdRates> {
    return this.prices.usdRates(priceIndex)
  }
}
