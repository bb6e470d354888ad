import { Field, Float, Int, ObjectType } from 'type-graphql'
import { BigIntScalar, BytesScalar } from '../../graphql/scalars.js'

@ObjectType({ description: 'One term of a score.' })
export class ScoreTerm {
  @Field(() => String, { description: 'price, reputation, latency, uptime or verifiedPower' })
  name!: string

  @Field(() => Float, { description: '0…1' })
  value!: number

  @Field(() => Float, { description: '0…1; the weights add up to 1.' })
  weight!: number
}

@ObjectType()
export class MatchCandidate {
  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => BytesScalar)
  provider!: string

  @Field(() => BigIntScalar)
  rate!: bigint

  @Field(() => Float, { description: '0…1, the sum of value × weight, less the penalty.' })
  score!: number

  @Field(() => Float, {
    description: '0…0.5: what failures at earlier jobs take off the score; it fades by half an hour by hour.',
  })
  penalty!: number

  @Field(() => [ScoreTerm])
  terms!: ScoreTerm[]
}

@ObjectType({ description: 'A node that one change would match.' })
export class NearMiss {
  @Field(() => String, { description: 'The one filter that keeps it from fitting.' })
  filter!: string

  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => Float, {
    description: 'How far off, as a share of what was asked (0.1 = 10 %); 1 where there is no measure.',
  })
  distance!: number

  @Field(() => String, { description: 'What was wanted, what the node has, what change would match.' })
  message!: string
}

@ObjectType({ description: 'How one filter thinned out the nodes.' })
export class MatchRejection {
  @Field(() => String, { description: 'E.g. CAPACITY, BUDGET, REGION.' })
  filter!: string

  @Field(() => Int, { description: 'Nodes that it rejects, whatever else rejects them.' })
  nodes!: number

  @Field(() => Int, { description: 'Nodes that nothing but this filter rejects.' })
  onlyThis!: number

  @Field(() => [NearMiss], { description: 'Of those the nearest, at most three.' })
  nearest!: NearMiss[]
}

@ObjectType({ description: 'How a job would be matched now, and why.' })
export class MatchPreview {
  @Field(() => Int, { description: 'Nodes looked at.' })
  considered!: number

  @Field(() => Int, { description: 'Nodes that fit.' })
  matched!: number

  @Field(() => [MatchCandidate], {
    description:
      'In the order in which they would be asked, at most 20: tier by tier as the request looks at them, the best first.',
  })
  candidates!: MatchCandidate[]

  @Field(() => [MatchRejection], { description: 'Filters that reject any node, the most effective change first.' })
  rejections!: MatchRejection[]

  @Field(() => [NearMiss], {
    description: 'The best nodes, by their score, that miss by one filter only; best first, at most five.',
  })
  bestMissed!: NearMiss[]

  @Field(() => NearMiss, {
    nullable: true,
    description:
      'The smallest single change of the request (budget, region, SLA, trust, …) after which a node would fit. Null when one fits already, or when none would do.',
  })
  smallestChange!: NearMiss | null

  @Field(() => Int, {
    description:
      'Number of the last change of a node that the answer knows: the same request and number, the same answer.',
  })
  version!: number

  @Field(() => String, { description: 'One sentence; with nothing matched, the nearest change that would match.' })
  summary!: string
}
