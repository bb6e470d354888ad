import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { BigIntScalar, BytesScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'
import { Quote, QuoteInput } from './quote.type.js'

@InputType({ description: 'Jobs of a group that ask the same of a node: one job, or the elements of an array.' })
export class JobGroupQuoteStepInput {
  @Field(() => String, { description: 'Name of the step; each once.' })
  key!: string

  @Field(() => QuoteInput, { description: 'What each of its jobs would need.' })
  job!: QuoteInput

  @Field(() => Int, { defaultValue: 1, description: 'Its jobs, replicas among them.' })
  jobs!: number

  @Field(() => Int, {
    defaultValue: 1,
    description: 'So many of its jobs after each other are replicas of one job: a divisor of jobs.',
  })
  replicas!: number

  @Field(() => [String], { defaultValue: [], description: 'Steps that have to end first; each stands before this.' })
  needs!: string[]
}

@InputType()
export class JobGroupQuoteInput {
  @Field(() => [JobGroupQuoteStepInput], {
    description:
      'Each behind those that it needs; at most 500 jobs together, with at most 32 different demands of a node.',
  })
  steps!: JobGroupQuoteStepInput[]
}

@ObjectType({ description: 'A step of a group, quoted.' })
export class JobGroupStepQuote {
  @Field(() => String)
  key!: string

  @Field(() => Int)
  jobs!: number

  @Field(() => Int, {
    description:
      'How many of its jobs the nodes that are free now could run at the same time, if they ran nothing else.',
  })
  atOnce!: number

  @Field(() => Quote, { description: 'Of one of its jobs.' })
  quote!: Quote
}

@ObjectType({ description: 'What jobs of a group would cost in one token. Sums in base units.' })
export class JobGroupCost {
  @Field(() => BytesScalar)
  token!: string

  @Field(() => String)
  symbol!: string

  @Field(() => Int)
  decimals!: number

  @Field(() => Int, { description: 'Jobs that are paid in it.' })
  jobs!: number

  @Field(() => Int, { description: 'Of these, jobs that no node counted could take: the costs leave them out.' })
  unpriced!: number

  @Field(() => BigIntScalar, { description: 'Sum of lowestCost.' })
  lowestCost!: bigint

  @Field(() => BigIntScalar, { description: 'Sum of forecast.expectedCost.' })
  expectedCost!: bigint

  @Field(() => BigIntScalar, { description: 'Sum of forecast.highCost.' })
  highCost!: bigint

  @Field(() => BigIntScalar, { description: 'Sum of suggestedBudget.' })
  suggestedBudget!: bigint

  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      'Sum of the budgets given, also of jobs without a price: the group costs at most that. Null when a job has none.',
  })
  deposit!: bigint | null
}

@ObjectType({ description: 'What a group of jobs would cost and how long it would take at the prices asked now.' })
export class JobGroupQuote {
  @Field(() => Int)
  jobs!: number

  @Field(() => [JobGroupStepQuote], { description: 'In the order of the input.' })
  steps!: JobGroupStepQuote[]

  @Field(() => [JobGroupCost], { description: 'One for each token.' })
  costs!: JobGroupCost[]

  @Field(() => Int, { description: 'Most of its jobs that run at the same time, in the rounds of `rounds`.' })
  atOnce!: number

  @Field(() => Int, {
    nullable: true,
    description:
      'Rounds in which the nodes that are free now could run all its jobs, each as early as its needs allow. Null when a job has no node now.',
  })
  rounds!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Rough: all rounds, each as long as the longest run limit in it, without waits. Null as rounds.',
  })
  seconds!: number | null

  @Field(() => [UserError], {
    description:
      'Steps that could not run now or at all, as the submission says: NO_NODE_NOW, NO_NODE_EVER, TOO_FEW_OWNERS.',
  })
  warnings!: UserError[]
}
