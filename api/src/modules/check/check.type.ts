import type { Hex } from '@aiigo/domain'
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { CheckCauseEnum, CheckRunStateEnum, CheckStateEnum, RunOutcomeEnum } from '../../graphql/enums.js'
import { BytesScalar, DateTimeScalar, JsonScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'
import { TaskRequestType } from '../job/job.type.js'

@Private()
@ObjectType({ description: 'A run of a check on one platform node.' })
export class JobCheckRun {
  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => CheckRunStateEnum)
  state!: string

  @Field(() => RunOutcomeEnum, { nullable: true, description: 'How the program ended; null before the report.' })
  outcome!: string | null

  @Field(() => Int, { nullable: true, description: 'Null before the report.' })
  exitCode!: number | null

  @Field(() => String, { nullable: true, description: 'What differs, or why there is no report.' })
  reason!: string | null

  @Field(() => DateTimeScalar)
  assignedAt!: Date

  @Field(() => DateTimeScalar, { nullable: true })
  reportedAt!: Date | null
}

@Private()
@ObjectType({
  description:
    'The check of a result by other replicas of its job, or by a run on a platform node (docs/verification.md).',
})
export class JobCheck {
  @Field(() => CheckStateEnum)
  state!: string

  @Field(() => CheckCauseEnum)
  cause!: string

  @Field(() => String, { nullable: true, description: 'What differs, or why there was no check.' })
  reason!: string | null

  @Field(() => DateTimeScalar, { description: 'Until when it has to end.' })
  dueAt!: Date

  @Field(() => DateTimeScalar, { description: 'When it ended; before, when it began.' })
  at!: Date

  @Field(() => [JobCheckRun], { description: 'Oldest first; a second node runs the job where the first one differs.' })
  runs!: JobCheckRun[]
}

@Private()
@ObjectType({ description: 'A job that a platform node is to run again, and by when.' })
export class CheckRunWork {
  @Field(() => ID)
  id!: string

  @Field(() => ID)
  jobId!: string

  @Field(() => BytesScalar)
  taskId!: string

  @Field(() => BytesScalar, { description: 'The node that is to run it.' })
  nodeId!: string

  @Field(() => Int, { description: 'On-chain attempt whose result is checked.' })
  attempt!: number

  @Field(() => DateTimeScalar, { description: 'Until when the report is taken.' })
  dueAt!: Date

  @Field(() => TaskRequestType)
  taskRequest!: TaskRequestType

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'The job specification (JobSpec); null once the run is over.',
  })
  spec!: unknown
}

@InputType({ description: 'A file that a run wrote.' })
export class CheckOutputInput {
  @Field(() => String)
  name!: string

  @Field(() => String, {
    description: 'MAC of the content under the job’s key, or its SHA-256 where files are not sealed; 64 hex digits.',
  })
  digest!: string
}

@InputType({ description: 'The report with the end of the log, which the caller has stored, sealed to the job’s key.' })
export class CheckFileInput {
  @Field(() => String, { description: 'Content id that the blob store answered.' })
  cid!: string

  @Field(() => String, { description: 'Of the file as it is stored; 64 lower-case hex digits.' })
  sha256!: string

  @Field(() => Int, { description: 'Bytes of the file as it is stored.' })
  size!: number
}

@InputType({ description: 'A re-run of a job.' })
export class ReportCheckInput {
  @Field(() => RunOutcomeEnum)
  outcome!: string

  @Field(() => Int, { description: '0 to 255; of a program that was stopped, the code that a shell gives.' })
  exitCode!: number

  @Field(() => String, { description: 'HMAC-SHA-256 of the bytes on stdout under the job’s salt; 64 hex digits.' })
  stdout!: string

  @Field(() => String, { description: 'The same of stderr.' })
  stderr!: string

  @Field(() => [CheckOutputInput])
  outputs!: CheckOutputInput[]

  @Field(() => CheckFileInput)
  file!: CheckFileInput

  @Field(() => BytesScalar, { description: 'The provider’s EIP-712 CheckReport.' })
  signature!: Hex
}

@Private()
@ObjectType()
export class CheckRunPayload {
  @Field(() => ID, { nullable: true, description: 'The run; null where it was refused.' })
  runId!: string | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}
