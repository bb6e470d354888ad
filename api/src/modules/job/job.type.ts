import type { Hex, TaskRequest } from '@aiigo/domain'
import { Field, ID, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { AttemptStateEnum, JobStateEnum, LogEndEnum, LogStreamEnum, ResourceTypeEnum } from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar, DateTimeScalar, JsonScalar } from '../../graphql/scalars.js'

@Private()
@ObjectType('TaskRequest', {
  description:
    "What the buyer funds on chain; its EIP-712 digest is the task id. Field for field the contract's struct.",
})
export class TaskRequestType implements TaskRequest {
  @Field(() => BytesScalar, {
    description: '32 bytes: the UUID of the job in the high 16, the replica index in the low 16.',
  })
  jobId!: Hex

  @Field(() => BytesScalar)
  buyer!: Hex

  @Field(() => BytesScalar, { description: 'Zero address for ETH.' })
  token!: Hex

  @Field(() => BigIntScalar, { description: 'Deposit, base units of the token.' })
  budget!: bigint

  @Field(() => BigIntScalar, { description: 'Base units per million units of usage.' })
  maxRate!: bigint

  @Field(() => BigIntScalar)
  maxUsage!: bigint

  @Field(() => Int, { description: "Index in the contract's enum: GPU 0, CPU 1, NETWORK 2, MOBILE 3, IOT 4." })
  resourceType!: number

  @Field(() => Int, { description: 'How many units may work in parallel.' })
  units!: number

  @Field(() => Int, { description: 'Seconds from assignment until the result is due.' })
  workSeconds!: number

  @Field(() => Int, { description: 'Challenge window, seconds.' })
  windowSeconds!: number

  @Field(() => Int, { description: 'Unix seconds.' })
  fundBy!: number

  @Field(() => Int, { description: 'Unix seconds.' })
  assignBy!: number

  @Field(() => Int)
  maxFeeBps!: number

  @Field(() => BytesScalar)
  matcher!: Hex

  @Field(() => BytesScalar, { description: 'SHA-256 of the canonical job specification.' })
  specHash!: Hex
}

@Private()
@ObjectType({ description: 'A file of a result, in the blob store.' })
export class ResultFile {
  @Field(() => String)
  name!: string

  @Field(() => String, { description: 'Content id in the blob store.' })
  cid!: string

  @Field(() => String, { description: '64 hex digits.' })
  sha256!: string

  @Field(() => Int, { description: 'Bytes.' })
  size!: number
}

@Private()
@ObjectType({ description: 'What a node handed in.' })
export class JobResult {
  @Field(() => Int, { description: 'The on-chain attempt it belongs to.' })
  attempt!: number

  @Field(() => BytesScalar, { nullable: true, description: 'The node that the bill is from.' })
  nodeId!: string | null

  @Field(() => String)
  manifestCid!: string

  @Field(() => String, { description: '64 hex digits.' })
  manifestSha256!: string

  @Field(() => BytesScalar, { description: 'What the contract knows of it: the manifest’s SHA-256 as 32 bytes.' })
  resultHash!: string

  @Field(() => BigIntScalar, { description: 'Metered, in the unit of the resource.' })
  usage!: bigint

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Base units: usage × rate / 1 000 000 to the nearest, at most the budget.',
  })
  cost!: bigint | null

  @Field(() => Int, { description: "The program's own; other than 0 is a valid result too." })
  exitCode!: number

  @Field(() => [ResultFile])
  outputs!: ResultFile[]
}

@Private()
@ObjectType({
  description: 'How far a node says that it is with a job. Nothing is paid by it: the signed result is the bill.',
})
export class JobProgress {
  @Field(() => Int, {
    description: 'Number of the report among those of the job, rising: the cursor of `jobProgress`.',
  })
  seq!: number

  @Field(() => Int, { nullable: true, description: 'On-chain attempt.' })
  attempt!: number | null

  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => String, { nullable: true, description: 'What the node does, e.g. RUNNING, STORING.' })
  phase!: string | null

  @Field(() => Int, { nullable: true, description: '0-100; null where it is not known.' })
  percent!: number | null

  @Field(() => BigIntScalar, { nullable: true, description: 'Usage up to now, in the unit of the resource.' })
  usage!: bigint | null

  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      'What this usage costs, base units of the token: usage × rate / 1 000 000 to the nearest, at most the budget.',
  })
  cost!: bigint | null

  @Field(() => String, {
    nullable: true,
    description: 'Base URL at which the node serves the job’s files to its readers; null where it serves none now.',
  })
  servedAt!: string | null

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the platform took artifacts of the attempt last; null before.',
  })
  artifactsAt!: Date | null

  @Field(() => String, { nullable: true, description: 'For people.' })
  note!: string | null

  @Field(() => DateTimeScalar, { description: 'When the platform was told.' })
  at!: Date
}

@Private()
@ObjectType({ description: 'What the buyer has added to an attempt while its node works.' })
export class AttemptExtension {
  @Field(() => DateTimeScalar, { description: 'When the result is due.' })
  dueAt!: Date

  @Field(() => BigIntScalar, { description: 'In the unit of the resource, beside the maxUsage of the request.' })
  addedUsage!: bigint

  @Field(() => BigIntScalar, { description: 'Base units of the token, beside the budget of the request.' })
  addedBudget!: bigint
}

@Private()
@ObjectType({ description: "One node's try at a job." })
export class Attempt {
  @Field(() => ID, { description: 'The offer’s id too.' })
  id!: string

  @Field(() => Int, { nullable: true, description: 'On-chain attempt; null when it never got so far.' })
  number!: number | null

  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => String, { nullable: true, description: 'The node’s present name, given by its provider; null: none.' })
  nodeName!: string | null

  @Field(() => BytesScalar, { description: 'Wallet of the provider.' })
  provider!: string

  @Field(() => AttemptStateEnum)
  state!: string

  @Field(() => BigIntScalar, { description: 'Base units per million units of usage.' })
  rate!: bigint

  @Field(() => JsonScalar, { nullable: true, description: 'Why this node: terms, weights, total.' })
  score!: unknown

  @Field(() => DateTimeScalar)
  offeredAt!: Date

  @Field(() => DateTimeScalar, { description: 'Until when the offer could be accepted.' })
  expiresAt!: Date

  @Field(() => String, { nullable: true })
  reason!: string | null

  @Field(() => DateTimeScalar, { nullable: true })
  endedAt!: Date | null

  @Field(() => AttemptExtension, { nullable: true, description: 'Null where the buyer has added nothing.' })
  extension!: AttemptExtension | null

  @Field(() => JobProgress, {
    nullable: true,
    description: 'What the node said last; null before, and for everybody but the buyer and this attempt’s provider.',
  })
  progress!: JobProgress | null
}

@Private()
@ObjectType({
  description:
    'A move of a job’s state, or of the state of one of its attempts. Rows are written with the move and never change.',
})
export class JobTransition {
  @Field(() => ID, { description: 'Grows with each transition.' })
  id!: string

  @Field(() => ID, { nullable: true, description: 'The attempt whose state it is; null: the job’s own.' })
  attemptId!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'A JobState, or with an attemptId an AttemptState; null when it was made in the state `to`.',
  })
  from!: string | null

  @Field(() => String, { description: 'The state since.' })
  to!: string

  @Field(() => String, {
    description: 'The mutation, the queue (with the cause of its message) or the loop of the worker that moved it.',
  })
  cause!: string

  @Field(() => BytesScalar, {
    nullable: true,
    description:
      'The wallet that asked for it; null: the platform moved it by itself. A provider sees itself and the buyer.',
  })
  actor!: string | null

  @Field(() => BytesScalar, {
    nullable: true,
    description: 'Hash of the platform’s transaction that it followed from; null without one.',
  })
  transaction!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Why, for people; a provider sees those of its own attempts.',
  })
  reason!: string | null

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  at!: Date
}

@Private()
@ObjectType({ description: 'How sure it is that the chain keeps the end of a job: "paid, 3 of 12 confirmations".' })
export class JobFinality {
  @Field(() => Int, { description: 'Blocks since the end was first seen on chain, at most `required`.' })
  confirmations!: number

  @Field(() => Int, { description: 'Blocks after which the end is final.' })
  required!: number

  @Field(() => Boolean, {
    description: 'Whether nothing changes any more; before, a reorganisation of the chain may take the end back.',
  })
  final!: boolean
}

@Private()
@ObjectType({ description: 'The newest version of a job’s checkpoint that the platform has taken.' })
export class JobCheckpoint {
  @Field(() => Int, { description: 'On-chain attempt that wrote it.' })
  attempt!: number

  @Field(() => Int, { description: 'Number of the version within that attempt, rising.' })
  sequence!: number

  @Field(() => String, { description: 'Content id in the blob store.' })
  cid!: string

  @Field(() => String, { description: 'Of the file as it is stored; 64 hex digits.' })
  sha256!: string

  @Field(() => Int, { description: 'Bytes of the file as it is stored.' })
  size!: number

  @Field(() => DateTimeScalar, { description: 'When the platform took it.' })
  at!: Date
}

@Private()
@ObjectType({ description: 'The newest version of a file that a job names as an artifact.' })
export class JobArtifact {
  @Field(() => String, { description: 'Name of the file in the job’s directory.' })
  name!: string

  @Field(() => Int, { description: 'Bytes of the content, as the node says.' })
  size!: number

  @Field(() => String, { description: 'Content id in the blob store; `fileGrant` of the job permits reading it.' })
  cid!: string

  @Field(() => String, { description: 'Of the file as it is stored; 64 hex digits.' })
  sha256!: string

  @Field(() => Int, { description: 'Bytes of the file as it is stored.' })
  storedSize!: number

  @Field(() => String, {
    nullable: true,
    description: 'MAC of the content under the job’s key, 64 hex digits; null where files are not sealed.',
  })
  mac!: string | null

  @Field(() => Int, { description: 'On-chain attempt that wrote it.' })
  attempt!: number

  @Field(() => DateTimeScalar, { description: 'When the platform took it.' })
  storedAt!: Date
}

@Private()
@ObjectType({ description: 'What a buyer submitted.' })
export class Job {
  @Field(() => ID)
  id!: string

  @Field(() => BytesScalar, { description: 'Wallet of the buyer.' })
  buyer!: string

  @Field(() => String)
  name!: string

  @Field(() => JobStateEnum)
  state!: string

  @Field(() => ResourceTypeEnum)
  resourceType!: string

  @Field(() => JsonScalar, {
    description:
      'The job specification (JobSpec); its terms (JobTerms) for a provider that does not work on it any more.',
  })
  spec!: unknown

  @Field(() => BytesScalar, { description: 'SHA-256 of the canonical specification.' })
  specHash!: string

  @Field(() => BytesScalar, { description: 'Zero address for ETH.' })
  token!: string

  @Field(() => BigIntScalar, { description: 'Deposit, base units of the token.' })
  budget!: bigint

  @Field(() => BigIntScalar, { description: 'Base units per million units of usage.' })
  maxRate!: bigint

  @Field(() => BigIntScalar)
  maxUsage!: bigint

  @Field(() => Int)
  units!: number

  @Field(() => TaskRequestType)
  taskRequest!: TaskRequestType

  @Field(() => BytesScalar, { description: 'Id of the on-chain task, known before it is funded.' })
  taskId!: string

  @Field(() => Int, { description: 'Attempts that reached the chain.' })
  attempts!: number

  @Field(() => Int)
  maxAttempts!: number

  @Field(() => DateTimeScalar)
  fundBy!: Date

  @Field(() => DateTimeScalar)
  assignBy!: Date

  @Field(() => Int, {
    description: 'Seconds from assignment until the result is due: the run limit plus time for transfers.',
  })
  workSeconds!: number

  @Field(() => Int)
  windowSeconds!: number

  @Field(() => BytesScalar, { nullable: true, description: 'The node that has it now or had it last.' })
  nodeId!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the result of the current attempt is due.' })
  dueAt!: Date | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the buyer asked its node to stop the run.' })
  stopRequestedAt!: Date | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when it is paid even without approval.' })
  settleAfter!: Date | null

  @Field(() => JobResult, { nullable: true })
  result!: JobResult | null

  @Field(() => Boolean, {
    description:
      'Whether the buyer signed for the deposit to come out of the balance, by fundFromBalance. In state SUBMITTED the platform sends that transaction; a refusal of the chain makes it false, with FUNDING_REFUSED in reasonCode.',
  })
  fundingSigned!: boolean

  @Field(() => Boolean, { description: 'Whether the buyer approved the result.' })
  approved!: boolean

  @Field(() => String, {
    nullable: true,
    description: 'What the buyer objects to; on chain is its SHA-256, once the buyer has sent the transaction.',
  })
  disputeReason!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Machine-readable cause of the current state, where there is one.',
  })
  reasonCode!: string | null

  @Field(() => String, { nullable: true, description: 'The same for people.' })
  reason!: string | null

  @Field(() => Boolean, { description: 'Whether the deposit went back to the buyer’s balance in the escrow.' })
  refunded!: boolean

  /** Of a job that was submitted with others: for `group`, `key`, `element`. */
  groupId!: string | null
  groupKey!: string | null
  groupElement!: number | null

  /** The chain's head when its end was first seen there; for `finality`. */
  endedBlock!: number | null

  /** Whether nobody looks back at its end; for `finality`. */
  final!: boolean

  @Field(() => DateTimeScalar)
  createdAt!: Date

  @Field(() => DateTimeScalar)
  updatedAt!: Date
}

@Private()
@ObjectType()
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean

  @Field(() => String, { nullable: true })
  endCursor!: string | null
}

@Private()
@ObjectType()
export class JobEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => Job)
  node!: Job
}

@Private()
@ObjectType()
export class JobConnection {
  @Field(() => [JobEdge])
  edges!: JobEdge[]

  @Field(() => PageInfo)
  pageInfo!: PageInfo
}

@Private()
@ObjectType({ description: "A numbered line of a job's output." })
export class LogLine {
  @Field(() => Int, { description: 'Without gaps within the job; the cursor to resume from.' })
  seq!: number

  @Field(() => Int)
  attempt!: number

  @Field(() => LogStreamEnum)
  stream!: string

  @Field(() => String, { description: 'Without its end.' })
  text!: string

  @Field(() => LogEndEnum)
  end!: string

  @Field(() => DateTimeScalar)
  at!: Date
}

@Private()
@ObjectType({ description: "Consecutive lines of a job's output: of one stream, written at one time." })
export class LogPart {
  @Field(() => Int, { description: 'Number of its last line within the job; the cursor to go on from.' })
  seq!: number

  @Field(() => Int, { description: 'How many lines it has.' })
  lines!: number

  @Field(() => Int)
  attempt!: number

  @Field(() => LogStreamEnum)
  stream!: string

  @Field(() => String, {
    description:
      'The lines with their ends: \\n, or \\r when the next one is drawn over it. What follows is an open line.',
  })
  text!: string

  @Field(() => DateTimeScalar)
  at!: Date
}

@Private()
@ObjectType({ description: "A job's state moved." })
export class JobStatusEvent {
  @Field(() => Int, { description: 'Without gaps within the job; the cursor to resume from.' })
  seq!: number

  @Field(() => ID)
  jobId!: string

  @Field(() => JobStateEnum)
  state!: string

  @Field(() => Int)
  attempt!: number

  @Field(() => BytesScalar, { nullable: true })
  nodeId!: string | null

  @Field(() => String, { nullable: true })
  reason!: string | null

  @Field(() => Boolean, { description: 'Whether somebody waits for the key of a private job: see keyRequests.' })
  keyWanted!: boolean

  @Field(() => DateTimeScalar)
  at!: Date
}
