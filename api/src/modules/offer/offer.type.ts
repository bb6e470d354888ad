import { type Hex, MAX_LOG_LINE } from '@aiigo/domain'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { AttemptStateEnum, LogStreamEnum, OfferEventKindEnum } from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar, DateTimeScalar, JsonScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'
import { CheckRunWork } from '../check/check.type.js'
import { TaskRequestType } from '../job/job.type.js'

@Private()
@ObjectType({ description: 'An attempt from its provider’s side: everything needed to accept it and to run it.' })
export class Offer {
  @Field(() => ID)
  id!: string

  @Field(() => ID)
  jobId!: string

  @Field(() => BytesScalar)
  taskId!: string

  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => AttemptStateEnum)
  state!: string

  @Field(() => Int, { description: 'On-chain attempt that the acceptance and the result have to name.' })
  attempt!: number

  @Field(() => BigIntScalar, { description: 'Base units of the token per million units of usage.' })
  rate!: bigint

  @Field(() => BytesScalar, { description: 'Zero address for ETH.' })
  token!: string

  @Field(() => DateTimeScalar, { description: 'Until when it can be accepted.' })
  expiresAt!: Date

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the result is due; null until assigned.' })
  dueAt!: Date | null

  @Field(() => Int, {
    description: 'Seconds by which the buyer has moved the deadline while the node works; 0 before.',
  })
  addedSeconds!: number

  @Field(() => BigIntScalar, {
    description: 'What the buyer has added to the maxUsage of the request while the node works; 0 before.',
  })
  addedUsage!: bigint

  @Field(() => BigIntScalar, {
    description: 'What the buyer has added to the budget of the request while the node works, base units; 0 before.',
  })
  addedBudget!: bigint

  @Field(() => TaskRequestType)
  taskRequest!: TaskRequestType

  @Field(() => JsonScalar, {
    description: 'What a node decides by (JobTerms): the specification without files, arguments and name.',
  })
  terms!: unknown

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'The whole job specification (JobSpec); null until the job is assigned to the node.',
  })
  spec!: unknown

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the buyer asked to stop the run: the node hands in what there is. Null before.',
  })
  stopRequestedAt!: Date | null

  @Field(() => BytesScalar, { description: 'SHA-256 of the canonical terms; the task request binds it.' })
  specHash!: string
}

@Private()
@ObjectType({ description: 'A stored version of the file that the job names as its checkpoint.' })
export class OfferCheckpoint {
  @Field(() => Int, { description: 'On-chain attempt that wrote it.' })
  attempt!: number

  @Field(() => Int, { description: 'Number of the version within that attempt.' })
  sequence!: number

  @Field(() => String, { description: 'Content id in the blob store; `fileGrant` of the job permits reading it.' })
  cid!: string

  @Field(() => String, { description: 'Of the file as it is stored; 64 lower-case hex digits.' })
  sha256!: string

  @Field(() => Int, { description: 'Bytes of the file as it is stored.' })
  size!: number

  @Field(() => String, {
    nullable: true,
    description: 'MAC of the content under the job’s key, 64 lower-case hex digits; null where files are not sealed.',
  })
  mac!: string | null
}

@Private()
@ObjectType({ description: 'The result of a job that the offered one needs.' })
export class OfferNeed {
  @Field(() => ID)
  jobId!: string

  @Field(() => BytesScalar, { description: 'Hash of the needed job, by which the specification names it.' })
  specHash!: string

  @Field(() => String, {
    description: 'Content id in the blob store; `fileGrant` of the offered job permits reading it.',
  })
  manifestCid!: string

  @Field(() => String, { description: '64 lower-case hex digits.' })
  manifestSha256!: string
}

@InputType({ description: 'A version of the checkpoint, which the caller has stored.' })
export class CheckpointInput {
  @Field(() => Int, { description: 'Number of the version within the attempt, rising from 1.' })
  sequence!: number

  @Field(() => String, { description: 'Content id that the blob store answered.' })
  cid!: string

  @Field(() => String, { description: 'Of the file as it is stored; 64 lower-case hex digits.' })
  sha256!: string

  @Field(() => Int, { description: 'Bytes of the file as it is stored.' })
  size!: number

  @Field(() => String, {
    nullable: true,
    description: 'MAC of the content under the job’s key, 64 lower-case hex digits; none where files are not sealed.',
  })
  mac?: string | null
}

@Private()
@ObjectType()
export class ReportCheckpointPayload {
  @Field(() => Int, { description: 'Number of the attempt’s newest version that is kept; 0 before the first.' })
  storedSequence!: number

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@InputType({ description: 'A version of a file that the job names as an artifact, which the caller has stored.' })
export class ArtifactInput {
  @Field(() => String, { description: 'Name of the file in the job’s directory.' })
  name!: string

  @Field(() => String, { description: 'Content id that the blob store answered.' })
  cid!: string

  @Field(() => String, { description: 'Of the file as it is stored; 64 lower-case hex digits.' })
  sha256!: string

  @Field(() => Int, { description: 'Bytes of the file as it is stored.' })
  storedSize!: number

  @Field(() => Int, { description: 'Bytes of the content.' })
  size!: number

  @Field(() => String, {
    nullable: true,
    description: 'MAC of the content under the job’s key, 64 lower-case hex digits; none where files are not sealed.',
  })
  mac?: string | null

  @Field(() => DateTimeScalar, {
    description: 'When the node took it: a version that is no newer than the attempt’s stored one changes nothing.',
  })
  takenAt!: string
}

@Private()
@ObjectType()
export class ReportArtifactsPayload {
  @Field(() => [UserError])
  userErrors!: UserError[]
}

@InputType({ description: 'How far a client has read the offers of a node.' })
export class OfferCursor {
  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => Int)
  seq!: number
}

@Private()
@ObjectType({ description: 'What the platform wants of a node.' })
export class OfferEvent {
  @Field(() => Int, { description: 'Without gaps within the node; the cursor to resume from.' })
  seq!: number

  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => OfferEventKindEnum)
  kind!: string

  @Field(() => ID)
  offerId!: string

  @Field(() => DateTimeScalar, {
    description: 'OFFERED: until when to accept. ASSIGNED, CHECK: when the result is due.',
  })
  deadline!: Date

  @Field(() => String, { nullable: true, description: 'WITHDRAWN, CLOSED and CHECK: why, where there is a reason.' })
  reason!: string | null

  @Field(() => Offer, {
    nullable: true,
    description: 'As it stands when the event is delivered, which may be later than the event; null for CHECK.',
  })
  offer!: Offer | null

  @Field(() => CheckRunWork, { nullable: true, description: 'CHECK: the re-run, as it stands then; else null.' })
  checkRun!: CheckRunWork | null

  @Field(() => DateTimeScalar)
  at!: Date
}

@Private()
@ObjectType()
export class OfferPayload {
  @Field(() => Offer, { nullable: true })
  offer!: Offer | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@InputType()
export class ProgressInput {
  @Field(() => String, { nullable: true, description: 'What the agent does, e.g. FETCHING, RUNNING, UPLOADING.' })
  phase?: string | null

  @Field(() => Int, { nullable: true, description: '0-100, where known.' })
  percent?: number | null

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Usage up to now, in the unit of the resource; the buyer sees what it costs.',
  })
  usage?: bigint | null

  @Field(() => String, {
    nullable: true,
    description: 'Base URL at which the node serves the files of a job with program.serve, http or https.',
  })
  servedAt?: string | null

  @Field(() => String, { nullable: true, description: 'For people.' })
  note?: string | null
}

@InputType()
export class LogPartInput {
  @Field(() => LogStreamEnum)
  stream!: keyof typeof LogStreamEnum

  @Field(() => String, {
    description: `Lines, each with its end: \\n, or \\r when the next one is drawn over it. What follows the last end is an open line. A line has at most ${MAX_LOG_LINE} characters.`,
  })
  text!: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was written; now when not given.' })
  at?: string | null
}

@Private()
@ObjectType()
export class AppendLogsPayload {
  @Field(() => Int, { description: 'Lines that are stored for the attempt; send what comes after them.' })
  storedLines!: number

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@InputType()
export class ResultFileInput {
  @Field(() => String)
  name!: string

  @Field(() => String)
  cid!: string

  @Field(() => String, { description: '64 lower-case hex digits.' })
  sha256!: string

  @Field(() => Int, { description: 'Bytes.' })
  size!: number
}

@InputType()
export class SubmitResultInput {
  @Field(() => String, { description: 'Content id of the manifest in the blob store.' })
  manifestCid!: string

  @Field(() => String, { description: '64 lower-case hex digits; as 32 bytes it is the resultHash that is signed.' })
  manifestSha256!: string

  @Field(() => BigIntScalar, { description: 'Metered, in the unit of the resource.' })
  usage!: bigint

  @Field(() => Int, { description: "The program's own." })
  exitCode!: number

  @Field(() => [ResultFileInput])
  outputs!: ResultFileInput[]

  @Field(() => BytesScalar, {
    description: 'EIP-712 Result { taskId, attempt, nodeId, usage, resultHash } by the provider.',
  })
  signature!: Hex
}
