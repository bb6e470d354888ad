import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import {
  AlertSeverityEnum,
  CapacityAlertCodeEnum,
  CloudProviderEnum,
  ResourceTypeEnum,
  TierEnum,
} from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'

const REGION = 'US, EU, ASIA, SA, AF or OC; ALL: all of them together.'

@ObjectType({ description: 'Supply of one tier, of nodes that can work now: ACTIVE, online, AVAILABLE.' })
export class TierCapacity {
  @Field(() => ResourceTypeEnum)
  resourceType!: string

  @Field(() => String, { description: REGION })
  region!: string

  @Field(() => TierEnum)
  tier!: string

  @Field(() => Int)
  nodes!: number

  @Field(() => Int)
  supplyUnits!: number

  @Field(() => Int, { description: 'Not promised to any job.' })
  freeUnits!: number

  @Field(() => Int, { nullable: true, description: 'Mean uptime of the units, basis points; null without any.' })
  uptimeBps!: number | null

  @Field(() => Int, { nullable: true, description: 'What the operator has planned; null for COMMUNITY.' })
  plannedUnits!: number | null

  @Field(() => Int, {
    nullable: true,
    description:
      'The tier’s share of the planned demand: OWNED 20 %, CLOUD 30 %, COMMUNITY 50 %, rounded up. Null for OWNED in a region without a data centre.',
  })
  targetUnits!: number | null

  @Field(() => Int, { nullable: true, description: 'supplyUnits − targetUnits.' })
  headroomUnits!: number | null
}

@ObjectType({ description: 'What jobs occupy or wait for.' })
export class CapacityDemand {
  @Field(() => ResourceTypeEnum)
  resourceType!: string

  @Field(() => String, { description: `${REGION} ANY: of jobs that wait and name no region or several.` })
  region!: string

  @Field(() => Int)
  runningUnits!: number

  @Field(() => Int)
  waitingUnits!: number

  @Field(() => Int, { description: 'runningUnits + waitingUnits.' })
  demandUnits!: number

  @Field(() => Int, { description: 'What is planned for: the highest demand of the last 24 hours.' })
  plannedUnits!: number
}

@ObjectType({ description: 'Something wrong with capacity. Alerts never refuse a match.' })
export class CapacityAlert {
  @Field(() => CapacityAlertCodeEnum)
  code!: string

  @Field(() => AlertSeverityEnum)
  severity!: string

  @Field(() => ResourceTypeEnum)
  resourceType!: string

  @Field(() => String, { description: REGION })
  region!: string

  @Field(() => TierEnum, { nullable: true, description: 'Null: about all tiers.' })
  tier!: string | null

  @Field(() => String)
  message!: string

  @Field(() => DateTimeScalar)
  since!: Date
}

@ObjectType({ description: 'Capacity that the operator plans to hold ready.' })
export class TierPlan {
  @Field(() => TierEnum)
  tier!: string

  @Field(() => ResourceTypeEnum)
  resourceType!: string

  @Field(() => String)
  region!: string

  @Field(() => CloudProviderEnum, { nullable: true, description: 'Of CLOUD.' })
  cloud!: string | null

  @Field(() => Int)
  units!: number

  @Field(() => Int, { description: 'Units of it that can work now.' })
  upUnits!: number
}

@ObjectType({
  description: 'What the platform’s own nodes ask, to compare others with. Base units per million units of usage.',
})
export class PriceBenchmark {
  @Field(() => ResourceTypeEnum)
  resourceType!: string

  @Field(() => String)
  region!: string

  @Field(() => BytesScalar, { description: 'Zero address for ETH.' })
  token!: string

  @Field(() => BigIntScalar, { description: 'Median ask of OWNED nodes.' })
  ownedRate!: bigint

  @Field(() => Int)
  ownedNodes!: number

  @Field(() => BigIntScalar, { nullable: true, description: 'Median ask of COMMUNITY nodes; null when none asks.' })
  communityRate!: bigint | null
}

@ObjectType({ description: 'Supply against demand.' })
export class Capacity {
  @Field(() => DateTimeScalar, { description: 'When it was counted; that happens twice a minute.' })
  asOf!: Date

  @Field(() => [TierCapacity])
  tiers!: TierCapacity[]

  @Field(() => [CapacityDemand])
  demand!: CapacityDemand[]

  @Field(() => [CapacityAlert], { description: 'Open ones, oldest first.' })
  alerts!: CapacityAlert[]

  @Field(() => [TierPlan])
  plans!: TierPlan[]

  @Field(() => [PriceBenchmark])
  benchmarks!: PriceBenchmark[]
}

@InputType()
export class SetTierCapacityInput {
  @Field(() => TierEnum, { description: 'OWNED or CLOUD.' })
  tier!: string

  @Field(() => ResourceTypeEnum)
  resourceType!: string

  @Field(() => String, { description: 'OWNED: US, EU or ASIA. CLOUD: any region.' })
  region!: string

  @Field(() => CloudProviderEnum, { nullable: true, description: 'For CLOUD.' })
  cloud?: string | null

  @Field(() => Int, { description: 'Units to hold ready; 0 ends the plan.' })
  units!: number
}

@Private()
@ObjectType()
export class SetTierCapacityPayload {
  @Field(() => [TierPlan], { description: 'All plans as they are now.' })
  plans!: TierPlan[]

  @Field(() => [UserError])
  userErrors!: UserError[]
}
