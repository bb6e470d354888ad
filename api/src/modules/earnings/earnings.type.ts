import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { ResourceTypeEnum } from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'

@InputType({ description: 'A device, and what it is thought to do. Only resourceType has no default.' })
export class EarningsInput {
  @Field(() => ResourceTypeEnum)
  resourceType!: keyof typeof ResourceTypeEnum

  @Field(() => String, { defaultValue: 'ALL', description: 'GPU model such as "RTX 4090": whose index to go by.' })
  resourceClass!: string

  @Field(() => String, { defaultValue: 'ALL', description: 'US, EU, ASIA, SA, AF, OC, or ALL: whose index to go by.' })
  region!: string

  @Field(() => String, { defaultValue: 'ETH', description: 'Symbol or address of the token it is paid in.' })
  token!: string

  @Field(() => Int, { defaultValue: 1, description: 'GPU and CPU: GPUs or cores.' })
  units!: number

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'GPU and CPU: price of the whole device per hour, base units. Not together with rate.',
  })
  pricePerHour?: bigint | null

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Base units per million units of usage; without it and pricePerHour the median of the price index.',
  })
  rate?: bigint | null

  @Field(() => Int, {
    nullable: true,
    description: 'Share of the time it works, basis points; when not given as the index says, or 6000.',
  })
  utilizationBps?: number | null

  @Field(() => BigIntScalar, { nullable: true, description: 'NETWORK, MOBILE, IOT: MB, tasks or data points a day.' })
  perDay?: bigint | null

  @Field(() => Int, { defaultValue: 730, description: 'Time looked at; a month is 730 hours.' })
  hours!: number

  @Field(() => BigIntScalar, { defaultValue: 0n, description: 'AIIGO staked for yield, base units.' })
  staked!: bigint

  @Field(() => Int, { defaultValue: 0, description: 'Yearly yield of it, basis points.' })
  apyBps!: number

  @Field(() => BigIntScalar, {
    defaultValue: 0n,
    description: 'Referral, uptime and performance bonuses, AIIGO base units.',
  })
  bonuses!: bigint
}

@ObjectType({ description: 'The same in dollars, decimal text: all of it together.' })
export class UsdEarnings {
  @Field(() => String)
  gross!: string

  @Field(() => String)
  fee!: string

  @Field(() => String)
  stakingRewards!: string

  @Field(() => String)
  bonuses!: string

  @Field(() => String, { description: 'gross − fee + stakingRewards + bonuses' })
  net!: string

  @Field(() => [String], { description: 'Where the dollar prices come from.' })
  sources!: string[]

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of the older dollar price; null when all are fixed.' })
  updatedAt!: Date | null
}

@ObjectType({ description: '(Task revenue − platform fee) + staking rewards + bonuses.' })
export class EarningsEstimate {
  @Field(() => BytesScalar, { description: 'What gross, fee and net are in.' })
  token!: string

  @Field(() => String)
  symbol!: string

  @Field(() => Int)
  decimals!: number

  @Field(() => BigIntScalar, { description: 'Task revenue before the fee.' })
  gross!: bigint

  @Field(() => BigIntScalar)
  fee!: bigint

  @Field(() => BigIntScalar, { description: 'gross − fee. Rewards and bonuses are paid in AIIGO and stand apart.' })
  net!: bigint

  @Field(() => BigIntScalar, { description: 'AIIGO base units.' })
  stakingRewards!: bigint

  @Field(() => BigIntScalar, { description: 'AIIGO base units.' })
  bonuses!: bigint

  @Field(() => Int, { description: 'Basis points.' })
  feeBps!: number

  @Field(() => Int, { description: 'Share of the time it was thought to work, basis points.' })
  utilizationBps!: number

  @Field(() => Boolean, { description: 'Neither given nor measured.' })
  utilizationAssumed!: boolean

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Rate of the index it went by; null when a price was given.',
  })
  indexRate!: bigint | null
}
