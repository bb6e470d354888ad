import { jobSpecSchema } from '@aiigo/domain'
import { Field, Float, InputType, Int, ObjectType } from 'type-graphql'
import { ContractEnum, ForecastBasisEnum, ResourceTypeEnum, TrustLevelEnum } from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'
import { wordsOf } from '../../graphql/wordsOf.js'
import { MatchRejection, NearMiss } from '../match/match.type.js'

@InputType({ description: 'Own weights of the five terms of the score, basis points; together 10000.' })
export class WeightsInput {
  @Field(() => Int)
  price!: number

  @Field(() => Int)
  reputation!: number

  @Field(() => Int)
  latency!: number

  @Field(() => Int)
  uptime!: number

  @Field(() => Int)
  verifiedPower!: number
}

const hardware = jobSpecSchema.shape.resources.shape.hardware
const parts = hardware.unwrap().shape

@InputType({ description: wordsOf(hardware) })
export class HardwareInput {
  @Field(() => String, { nullable: true, description: wordsOf(parts.model) })
  model?: string | null

  @Field(() => Int, { nullable: true, description: wordsOf(parts.minVramGiB) })
  minVramGiB?: number | null

  @Field(() => Int, { nullable: true, description: wordsOf(parts.minRamGiB) })
  minRamGiB?: number | null

  @Field(() => Int, { nullable: true, description: wordsOf(parts.minBandwidthMbps) })
  minBandwidthMbps?: number | null
}

@InputType({ description: 'What a job would need. Only resourceType has no default.' })
export class QuoteInput {
  @Field(() => ResourceTypeEnum)
  resourceType!: keyof typeof ResourceTypeEnum

  @Field(() => Int, { defaultValue: 1 })
  units!: number

  @Field(() => Int, {
    defaultValue: 300,
    description: 'GPU and CPU: run time, seconds. Other types: time in which the usage comes up.',
  })
  seconds!: number

  @Field(() => BigIntScalar, { nullable: true, description: 'Other types: expected usage in their unit.' })
  usage?: bigint | null

  @Field(() => String, { defaultValue: 'ETH', description: 'Symbol or address of the payment token.' })
  token!: string

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Highest rate accepted, base units per million units of usage.',
  })
  maxRate?: bigint | null

  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      'Highest price per hour accepted, base units, for the whole job (all its units together). Becomes the highest rate that it allows, rounded down; with maxRate the lower one counts.',
  })
  maxPricePerHour?: bigint | null

  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      'What the task would be funded with, base units: its highest rate is at most this spread over the usage, and above the token’s cap for small tasks BASIC nodes are out. When not given: the usage at the highest rate accepted, or asked.',
  })
  budget?: bigint | null

  @Field(() => Int, { defaultValue: 128 })
  memoryMiB!: number

  @Field(() => [String], { nullable: true, description: 'US, EU, ASIA, SA, AF, OC; any when not given.' })
  regions?: string[] | null

  @Field(() => TrustLevelEnum, { nullable: true })
  minTrustLevel?: keyof typeof TrustLevelEnum | null

  @Field(() => HardwareInput, { nullable: true })
  hardware?: HardwareInput | null

  @Field(() => String, { nullable: true, description: 'IOT: name of the sensor whose readings are wanted.' })
  sensor?: string | null

  @Field(() => Boolean, { nullable: true, description: 'NETWORK: true for nodes that serve files to readers.' })
  serves?: boolean | null

  @Field(() => Float, { nullable: true })
  minTflops?: number | null

  @Field(() => String, { defaultValue: 'balanced', description: 'cheapest, fastest, most-reliable or balanced.' })
  profile!: string

  @Field(() => WeightsInput, { nullable: true, description: 'Instead of a profile.' })
  weights?: WeightsInput | null

  @Field(() => String, {
    nullable: true,
    description: 'Region that latency is measured from; the platform’s when not given.',
  })
  fromRegion?: string | null

  @Field(() => Int, { nullable: true, description: 'Highest expected round trip, milliseconds.' })
  maxLatencyMs?: number | null

  @Field(() => Int, { nullable: true, description: 'SLA: least share of recent time online, basis points.' })
  minUptimeBps?: number | null

  @Field(() => [String], { nullable: true, description: 'OWNED, CLOUD, COMMUNITY; any when not given.' })
  tiers?: string[] | null

  @Field(() => ContractEnum, { nullable: true, description: 'Kind of contract; by the budget when not given.' })
  contract?: keyof typeof ContractEnum | null

  @Field(() => [BytesScalar], { nullable: true, description: 'Only these nodes.' })
  allow?: string[] | null

  @Field(() => [BytesScalar], { nullable: true, description: 'Never these nodes.' })
  deny?: string[] | null
}

@ObjectType({ description: 'What a job will probably cost. Amounts in base units of the token.' })
export class QuoteForecast {
  @Field(() => BigIntScalar, { description: 'Per million units of usage; as likely to be above as below.' })
  expectedRate!: bigint

  @Field(() => BigIntScalar, { description: 'In eight of ten cases the rate is from lowRate to highRate.' })
  lowRate!: bigint

  @Field(() => BigIntScalar)
  highRate!: bigint

  @Field(() => BigIntScalar, { description: 'usage × expectedRate / 1 000 000' })
  expectedCost!: bigint

  @Field(() => BigIntScalar)
  lowCost!: bigint

  @Field(() => BigIntScalar)
  highCost!: bigint

  @Field(() => ForecastBasisEnum)
  basis!: string

  @Field(() => Int, { description: 'Trades (or, by ASKS, nodes) behind it.' })
  samples!: number
}

@ObjectType({ description: 'How long a funded job will probably wait for its node.' })
export class QuoteWait {
  @Field(() => Int)
  expectedSeconds!: number

  @Field(() => Int, { description: 'Nine of ten wait no longer.' })
  p90Seconds!: number

  @Field(() => Int, { description: 'Earlier jobs behind it; 0: assumed.' })
  samples!: number
}

@ObjectType({ description: 'Costs in dollars, decimal text.' })
export class QuoteUsd {
  @Field(() => String, { nullable: true })
  expectedCost!: string | null

  @Field(() => String, { nullable: true })
  lowCost!: string | null

  @Field(() => String, { nullable: true })
  highCost!: string | null

  @Field(() => String, { nullable: true })
  suggestedBudget!: string | null

  @Field(() => String, { description: 'Where the dollar price of the token comes from.' })
  source!: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of the dollar price; null when it is fixed.' })
  updatedAt!: Date | null
}

@ObjectType({ description: 'What a job would cost at the prices asked now. Amounts in base units of the token.' })
export class Quote {
  @Field(() => BytesScalar)
  token!: string

  @Field(() => String)
  symbol!: string

  @Field(() => Int)
  decimals!: number

  @Field(() => BigIntScalar, { description: 'In the unit of the resource.' })
  usage!: bigint

  @Field(() => String, { description: 'E.g. core-second.' })
  unit!: string

  @Field(() => Int, { description: 'Registered nodes of the type, whatever they could take.' })
  registeredCount!: number

  @Field(() => Int, {
    description:
      'Of these, nodes that could take the job within the limits given: at another moment perhaps, never with other hardware, another trust level or a higher price.',
  })
  nodeCount!: number

  @Field(() => Int, {
    description: 'Owners of the nodes counted. Replicas of a job run on nodes of different owners.',
  })
  ownerCount!: number

  @Field(() => Int, { description: 'Of the nodes counted, those that could take it now; matchPreview.matched.' })
  availableCount!: number

  @Field(() => String, { description: 'One sentence on the counts; with no node counted, why and what would help.' })
  summary!: string

  @Field(() => [MatchRejection], {
    description: 'Lasting reasons for which registered nodes are not counted, the most effective change first.',
  })
  rejections!: MatchRejection[]

  @Field(() => NearMiss, {
    nullable: true,
    description: 'With no node counted: the smallest single change of the request after which one would be.',
  })
  smallestChange!: NearMiss | null

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Per million units of usage; null when nobody asks a price.',
  })
  lowestRate!: bigint | null

  @Field(() => BigIntScalar, { nullable: true })
  medianRate!: bigint | null

  @Field(() => BigIntScalar, { nullable: true })
  highestRate!: bigint | null

  @Field(() => BigIntScalar, { nullable: true, description: 'usage × lowestRate / 1 000 000' })
  lowestCost!: bigint | null

  @Field(() => BigIntScalar, { nullable: true, description: 'usage × medianRate / 1 000 000' })
  medianCost!: bigint | null

  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      'A deposit that covers every node counted, so never more than the limits given allow: usage × highestRate / 1 000 000. Without limits, nodes that ask more than ten times the median are not covered. What is not used comes back.',
  })
  suggestedBudget!: bigint | null

  @Field(() => Int, { description: 'Platform fee, inside the cost, basis points.' })
  feeBps!: number

  @Field(() => Boolean, { description: 'Fewer than 5 providers stand behind the price.' })
  thin!: boolean

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'The highest rate that maxRate and maxPricePerHour allow; null without either.',
  })
  maxRate!: bigint | null

  @Field(() => QuoteForecast, {
    nullable: true,
    description: 'Null when nobody could take the job at an accepted rate.',
  })
  forecast!: QuoteForecast | null

  @Field(() => QuoteWait, { nullable: true, description: 'Null when no node is free and none is known to become so.' })
  wait!: QuoteWait | null
}
