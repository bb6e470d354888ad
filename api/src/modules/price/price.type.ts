import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { GranularityEnum, ResourceTypeEnum } from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'

const CLASS = 'A GPU model such as "RTX 4090", OTHER, or ALL of the type.'
const REGION = 'US, EU, ASIA, SA, AF, OC, or ALL.'

@ObjectType({ description: 'Rates in dollars, decimal text.' })
export class UsdRates {
  @Field(() => String, {
    description: 'What it is the price of: GPU-hour, core-hour, GB (1 000 MB), task or data point.',
  })
  per!: string

  @Field(() => String)
  p10!: string

  @Field(() => String)
  median!: string

  @Field(() => String)
  p90!: string

  @Field(() => String, { description: 'Where the dollar price of the token comes from.' })
  source!: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of the dollar price; null when it is fixed.' })
  updatedAt!: Date | null
}

@ObjectType({
  description:
    'What a resource costs, over providers: weighted by what they offered in the last hour and sold in the last day, each at most 20 %, outliers clipped, self-dealing left out.',
})
export class PriceIndex {
  @Field(() => ResourceTypeEnum)
  resourceType!: string

  @Field(() => String, { description: CLASS })
  resourceClass!: string

  @Field(() => String, { description: REGION })
  region!: string

  @Field(() => BytesScalar)
  token!: string

  @Field(() => String)
  symbol!: string

  @Field(() => Int)
  decimals!: number

  @Field(() => String, { description: 'What rates are the price of, e.g. core-second.' })
  unit!: string

  @Field(() => BigIntScalar, { description: 'Base units per million units of usage, as are median and p90.' })
  p10!: bigint

  @Field(() => BigIntScalar)
  median!: bigint

  @Field(() => BigIntScalar)
  p90!: bigint

  @Field(() => BigIntScalar, { description: 'What settled tasks of the last 24 hours paid, base units.' })
  volume!: bigint

  @Field(() => BigIntScalar, { description: 'What they used, in the unit.' })
  usage!: bigint

  @Field(() => Int, { description: 'How many there were.' })
  trades!: number

  @Field(() => Int, { description: 'Nodes that asked a price in the last hour.' })
  asks!: number

  @Field(() => Int, { description: 'Providers behind the index.' })
  providers!: number

  @Field(() => Boolean, { description: 'Fewer than 5 providers: take it as a hint.' })
  thin!: boolean

  @Field(() => Int, {
    nullable: true,
    description: 'Share of the offered capacity that was sold, basis points; null where capacity has no measure.',
  })
  soldBps!: number | null

  @Field(() => DateTimeScalar, { description: 'When a level moved last.' })
  changedAt!: Date
}

@InputType()
export class PriceCandlesInput {
  @Field(() => ResourceTypeEnum)
  resourceType!: keyof typeof ResourceTypeEnum

  @Field(() => String, { defaultValue: 'ALL', description: CLASS })
  resourceClass!: string

  @Field(() => String, { defaultValue: 'ALL', description: REGION })
  region!: string

  @Field(() => String, { defaultValue: 'ETH', description: 'Symbol or address of the payment token.' })
  token!: string

  @Field(() => GranularityEnum, { defaultValue: 'HOUR' })
  granularity!: keyof typeof GranularityEnum

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only candles that start before it.' })
  before?: string | null
}

@ObjectType({ description: 'The price index of one hour or day. Amounts in base units of the token.' })
export class PriceCandle {
  @Field(() => DateTimeScalar)
  startsAt!: Date

  @Field(() => BigIntScalar, { description: 'Median of its first quarter (of a day: hour).' })
  open!: bigint

  @Field(() => BigIntScalar)
  high!: bigint

  @Field(() => BigIntScalar)
  low!: bigint

  @Field(() => BigIntScalar)
  close!: bigint

  @Field(() => BigIntScalar, { description: 'Over the whole interval by time, as are median and p90.' })
  p10!: bigint

  @Field(() => BigIntScalar)
  median!: bigint

  @Field(() => BigIntScalar)
  p90!: bigint

  @Field(() => BigIntScalar)
  volume!: bigint

  @Field(() => BigIntScalar)
  usage!: bigint

  @Field(() => Int)
  trades!: number

  @Field(() => Int)
  asks!: number

  @Field(() => Int)
  providers!: number

  @Field(() => Boolean)
  thin!: boolean
}

@ObjectType({ description: 'A live price index moved. Rates in base units of the token.' })
export class PriceTick {
  @Field(() => Int)
  seq!: number

  @Field(() => ResourceTypeEnum)
  resourceType!: string

  @Field(() => String, { description: CLASS })
  resourceClass!: string

  @Field(() => String, { description: REGION })
  region!: string

  @Field(() => BytesScalar)
  token!: string

  @Field(() => BigIntScalar)
  p10!: bigint

  @Field(() => BigIntScalar)
  median!: bigint

  @Field(() => BigIntScalar)
  p90!: bigint

  @Field(() => Int)
  providers!: number

  @Field(() => Boolean)
  thin!: boolean

  @Field(() => DateTimeScalar)
  at!: Date
}

@ObjectType({ description: 'What a provider might ask, base units per million units of usage.' })
export class SuggestedAsk {
  @Field(() => BigIntScalar, { description: 'Sells soon: the p10 of the index.' })
  low!: bigint

  @Field(() => BigIntScalar, { description: 'Between them, the higher the more of the capacity is sold.' })
  suggested!: bigint

  @Field(() => BigIntScalar, { description: 'For whoever can wait: the p90 of the index.' })
  high!: bigint

  @Field(() => PriceIndex, { description: 'What it follows from.' })
  index!: PriceIndex
}
