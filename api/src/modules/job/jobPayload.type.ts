import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { BigIntScalar, BytesScalar, JsonScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'
import { Job, TaskRequestType } from './job.type.js'

@InputType()
export class SubmitJobInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Chosen by the client: sending the same one again returns the job it made before.',
  })
  clientRequestId?: string | null

  @Field(() => JsonScalar, {
    description: 'The job specification (JobSpec). Program and inputs are in the blob store already.',
  })
  spec!: unknown
}

@ObjectType({ description: 'An ERC-20 allowance that has to exist before a transaction.' })
export class TokenApproval {
  @Field(() => BytesScalar)
  token!: string

  @Field(() => BytesScalar, { description: 'The escrow.' })
  spender!: string

  @Field(() => BigIntScalar, { description: 'Base units of the token.' })
  amount!: string
}

@ObjectType({ description: 'A transaction for the buyer’s wallet to send.' })
export class TransactionRequest {
  @Field(() => BytesScalar)
  to!: string

  @Field(() => BytesScalar)
  data!: string

  @Field(() => BigIntScalar, { description: 'Wei.' })
  value!: string

  @Field(() => TokenApproval, { nullable: true, description: 'Null when none is needed (ETH).' })
  approval!: TokenApproval | null
}

@ObjectType()
export class SubmitJobPayload {
  @Field(() => Job, { nullable: true })
  job!: Job | null

  @Field(() => TaskRequestType, { nullable: true })
  taskRequest!: TaskRequestType | null

  @Field(() => BytesScalar, { nullable: true })
  taskId!: string | null

  @Field(() => TransactionRequest, { nullable: true, description: 'Submits and funds the task in one transaction.' })
  funding!: TransactionRequest | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@ObjectType()
export class CancelJobPayload {
  @Field(() => Job, { nullable: true })
  job!: Job | null

  @Field(() => TransactionRequest, {
    nullable: true,
    description:
      'Null when the job was not funded and is cancelled already; else the buyer sends it, and gets the deposit back.',
  })
  transaction!: TransactionRequest | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@ObjectType()
export class ApproveResultPayload {
  @Field(() => Job, { nullable: true })
  job!: Job | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}
