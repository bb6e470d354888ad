import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { CaseEventKindEnum, CaseStateEnum, DisputePhaseEnum, DisputeSideEnum, RulingEnum } from '../../graphql/enums.js'
import { BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'
import { Job, PageInfo } from '../job/job.type.js'
import { TransactionRequest } from '../job/jobPayload.type.js'

@InputType()
export class EvidenceFileInput {
  @Field(() => String, { description: 'Its name: plain, with folders at most.' })
  name!: string

  @Field(() => String, { description: 'Content id in the blob store, where the caller has stored it.' })
  cid!: string

  @Field(() => String, { description: '64 hex digits.' })
  sha256!: string

  @Field(() => Int, { description: 'Bytes.' })
  size!: number
}

@InputType()
export class AddEvidenceInput {
  @Field(() => ID)
  jobId!: string

  @Field(() => String, { description: 'For the panel and the other side; 1 to 4 000 characters.' })
  text!: string

  @Field(() => [EvidenceFileInput], {
    defaultValue: [],
    description: 'At most 10, stored before, and sealed to spec.files.recipient where the job’s files are sealed.',
  })
  files!: EvidenceFileInput[]
}

@Private()
@ObjectType({ description: 'A file of evidence, in the blob store; see fileGrant.' })
export class EvidenceFile {
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
@ObjectType({ description: 'The words and files by which a side of a dispute speaks to the panel.' })
export class Evidence {
  @Field(() => ID)
  id!: string

  @Field(() => DisputeSideEnum)
  side!: string

  @Field(() => BytesScalar, { description: 'Wallet that added it.' })
  author!: string

  @Field(() => String)
  text!: string

  @Field(() => [EvidenceFile])
  files!: EvidenceFile[]

  @Field(() => DateTimeScalar)
  addedAt!: Date
}

@Private()
@ObjectType({ description: 'The opened vote of a member of the panel.' })
export class PanelVote {
  @Field(() => BytesScalar)
  arbitrator!: string

  @Field(() => RulingEnum, { description: 'NONE: no vote.' })
  vote!: string
}

@Private()
@ObjectType({ description: 'A dispute, as one member of its panel sees it.' })
export class ArbitrationCase {
  @Field(() => ID)
  jobId!: string

  @Field(() => BytesScalar)
  taskId!: string

  @Field(() => CaseStateEnum, { description: 'What the caller has to do, or has done.' })
  state!: string

  @Field(() => DisputePhaseEnum)
  phase!: string

  @Field(() => DateTimeScalar)
  openedAt!: Date

  @Field(() => DateTimeScalar, { description: 'Until when a vote can be committed, and evidence added.' })
  commitBy!: Date

  @Field(() => DateTimeScalar, { description: 'Until when a vote can be opened.' })
  revealBy!: Date

  @Field(() => BytesScalar, { nullable: true, description: 'The caller’s commitment on chain.' })
  commitment!: string | null

  @Field(() => RulingEnum, { nullable: true, description: 'The caller’s own vote, once it is opened.' })
  vote!: string | null

  @Field(() => RulingEnum, { nullable: true, description: 'Null until the dispute is concluded.' })
  ruling!: string | null

  @Field(() => [PanelVote], { nullable: true, description: 'The votes of the whole panel, once it is concluded.' })
  votes!: PanelVote[] | null

  @Field(() => Job, {
    nullable: true,
    description:
      'Specification, terms, the buyer’s reason, the bill, the result with its files. Null when the dispute is over.',
  })
  job!: Job | null
}

@Private()
@ObjectType()
export class ArbitrationCaseEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => ArbitrationCase)
  node!: ArbitrationCase
}

@Private()
@ObjectType()
export class ArbitrationCaseConnection {
  @Field(() => [ArbitrationCaseEdge])
  edges!: ArbitrationCaseEdge[]

  @Field(() => PageInfo)
  pageInfo!: PageInfo
}

@Private()
@ObjectType({ description: 'Something happened in a dispute on whose panel the caller is.' })
export class ArbitrationCaseEvent {
  @Field(() => Int, { description: 'Without gaps for an arbitrator; the cursor to resume from.' })
  seq!: number

  @Field(() => CaseEventKindEnum)
  kind!: string

  @Field(() => ID)
  jobId!: string

  @Field(() => DisputePhaseEnum)
  phase!: string

  @Field(() => DateTimeScalar)
  at!: Date
}

@Private()
@ObjectType({
  description:
    'What the caller’s client needs to open its vote. Vote and salt are not asked for: the client adds them to the call `reveal(bytes32 taskId, uint8 vote, bytes32 salt)`.',
})
export class RevealCall {
  @Field(() => BytesScalar, { description: 'The arbitration contract.' })
  to!: string

  @Field(() => BytesScalar)
  taskId!: string

  @Field(() => BytesScalar, { description: 'The caller’s, which vote and salt have to make.' })
  commitment!: string

  @Field(() => DateTimeScalar)
  revealBy!: Date
}

@Private()
@ObjectType()
export class CommitVotePayload {
  @Field(() => TransactionRequest, { nullable: true })
  transaction!: TransactionRequest | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType()
export class RevealVotePayload {
  @Field(() => RevealCall, { nullable: true })
  call!: RevealCall | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType()
export class AddEvidencePayload {
  @Field(() => Evidence, { nullable: true })
  evidence!: Evidence | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}
