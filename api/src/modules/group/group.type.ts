import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { CheckStateEnum, JobStateEnum } from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar, DateTimeScalar, JsonScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'
import { PageInfo, TaskRequestType } from '../job/job.type.js'
import { JobInputFileInput, JobSpecInput } from '../job/jobSpec.type.js'

@InputType({
  description:
    'An element of an array: its index, and in which fields its specification differs from that of its step.',
})
export class JobGroupElementInput {
  @Field(() => Int, { description: 'From 0; each once within its step.' })
  index!: number

  @Field(() => String, { description: 'Salt of its specification, another one for each element.' })
  salt!: string

  @Field(() => String, { nullable: true })
  name?: string | null

  @Field(() => [String], { nullable: true })
  args?: string[] | null

  @Field(() => JsonScalar, { nullable: true, description: 'An object of texts by name.' })
  env?: unknown

  @Field(() => [String], { nullable: true })
  needs?: string[] | null

  @Field(() => [JobInputFileInput], { nullable: true })
  inputs?: JobInputFileInput[] | null

  @Field(() => String, { nullable: true, description: 'Of a replica: the same for all replicas of one element.' })
  seed?: string | null
}

@InputType({ description: 'One job of a group, or an array of jobs.' })
export class JobGroupStepInput {
  @Field(() => String, { description: 'Its name: a letter, then letters, digits, "-" and "_", at most 40 in all.' })
  key!: string

  @Field(() => JobSpecInput, { description: 'Of the job; of an array the fields that its elements have in common.' })
  spec!: JobSpecInput

  @Field(() => [JobGroupElementInput], { nullable: true, description: 'Of an array; left out for one job.' })
  elements?: JobGroupElementInput[] | null
}

@InputType()
export class SubmitJobGroupInput {
  @Field(() => ID, {
    description: 'Chosen by the client: sending the same one again returns the group that it made before.',
  })
  clientRequestId!: string

  @Field(() => String, { description: 'Shown to people; it identifies nothing.' })
  name!: string

  @Field(() => [JobGroupStepInput], {
    description:
      'Each behind those that it needs; at most 500 jobs together. A job names those that it needs by the hashes of their specifications: jobs of this input, or earlier ones of the caller with the same key of their files.',
  })
  steps!: JobGroupStepInput[]

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Accept jobs that no registered node could take: see submitJob.',
  })
  waitForNode!: boolean

  @Field(() => String, {
    nullable: true,
    description:
      'The identity of files.recipient, which is the same for all jobs, sealed to platform.fileRecipient; base64. None unless files.privacy is platform.',
  })
  sealedKey?: string | null
}

@Private()
@ObjectType({ description: 'How many jobs of a group are in a state.' })
export class JobStateCount {
  @Field(() => JobStateEnum)
  state!: string

  @Field(() => Int)
  count!: number
}

@Private()
@ObjectType({ description: 'Deposits and costs of a group in one token.' })
export class JobGroupAmount {
  @Field(() => BytesScalar, { description: 'Zero address for ETH.' })
  token!: string

  @Field(() => BigIntScalar, { description: 'Deposits of all its jobs together, base units.' })
  deposit!: bigint

  @Field(() => BigIntScalar, { description: 'Costs of the results that are there, base units.' })
  cost!: bigint
}

@Private()
@ObjectType({ description: 'How far a group is.' })
export class JobGroupProgress {
  @Field(() => ID)
  groupId!: string

  @Field(() => [JobStateCount], { description: 'States that some of its jobs have.' })
  states!: JobStateCount[]

  @Field(() => Int)
  total!: number

  @Field(() => Int, { description: 'Jobs that have ended, or whose result is on chain.' })
  done!: number

  @Field(() => Int, { description: 'Jobs of these whose program ended with 0.' })
  succeeded!: number

  @Field(() => Float, { description: 'done / total.' })
  share!: number

  @Field(() => [JobGroupAmount], { description: 'One for each token.' })
  amounts!: JobGroupAmount[]

  @Field(() => DateTimeScalar, { description: 'When one of its jobs changed last.' })
  updatedAt!: Date
}

@Private()
@ObjectType({ description: 'A job of a group, in brief; `job` has the rest.' })
export class JobGroupMember {
  @Field(() => ID)
  jobId!: string

  @Field(() => String, { description: 'Name of its step.' })
  key!: string

  @Field(() => Int, { nullable: true, description: 'Index in the array of its step; null for a step of one job.' })
  element!: number | null

  @Field(() => String)
  name!: string

  @Field(() => JobStateEnum)
  state!: string

  @Field(() => BytesScalar, { description: 'Jobs that need it name it so.' })
  specHash!: string

  @Field(() => BytesScalar)
  taskId!: string

  @Field(() => TaskRequestType)
  taskRequest!: TaskRequestType

  @Field(() => Boolean, { description: 'Whether its deposit comes out of the balance once its needs are met.' })
  fundingSigned!: boolean

  @Field(() => Boolean, { description: 'Whether the buyer has approved its result.' })
  approved!: boolean

  @Field(() => Int, { nullable: true, description: 'Of its result; null before.' })
  exitCode!: number | null

  @Field(() => BigIntScalar, { nullable: true, description: 'Of its result, base units of its token; null before.' })
  cost!: bigint | null

  @Field(() => String, { nullable: true })
  reasonCode!: string | null

  @Field(() => String, { nullable: true })
  reason!: string | null

  @Field(() => [ID], { description: 'Ids of the jobs that it needs.' })
  needs!: string[]

  @Field(() => Int, {
    nullable: true,
    description:
      'Of a replica: so many jobs after each other are replicas of one job, so element / replicas is the index in an array. Null for a job that is no replica.',
  })
  replicas!: number | null

  @Field(() => CheckStateEnum, {
    nullable: true,
    description: 'Of the check of its present result; null before the draw, and for a job that is not checked.',
  })
  checkState!: string | null
}

@Private()
@ObjectType({ description: 'Jobs that were submitted together.' })
export class JobGroup {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => DateTimeScalar)
  createdAt!: Date
}

@Private()
@ObjectType()
export class JobGroupEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => JobGroup)
  node!: JobGroup
}

@Private()
@ObjectType()
export class JobGroupConnection {
  @Field(() => [JobGroupEdge])
  edges!: JobGroupEdge[]

  @Field(() => PageInfo)
  pageInfo!: PageInfo
}

@Private()
@ObjectType()
export class SubmitJobGroupPayload {
  @Field(() => JobGroup, { nullable: true })
  group!: JobGroup | null

  @Field(() => [UserError], { description: 'Reasons to think again before funding, each once: see submitJob.' })
  warnings!: UserError[]

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType()
export class FundJobGroupPayload {
  @Field(() => JobGroup, { nullable: true })
  group!: JobGroup | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType()
export class CancelJobGroupPayload {
  @Field(() => JobGroup, { nullable: true })
  group!: JobGroup | null

  @Field(() => Int, { description: 'Jobs that this call has ended: none of them had a deposit on chain.' })
  cancelled!: number

  @Field(() => [ID], {
    description: 'Jobs whose deposit is on chain and that wait for a node: cancelJob takes each back.',
  })
  funded!: string[]

  @Field(() => [UserError])
  userErrors!: UserError[]
}
