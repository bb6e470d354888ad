import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { BigIntScalar, BytesScalar, DateTimeScalar, JsonScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'
import { Job, TaskRequestType } from './job.type.js'
import { JobSpecInput } from './jobSpec.type.js'

@InputType()
export class SubmitJobInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Chosen by the client: sending the same one again returns the job it made before.',
  })
  clientRequestId?: string | null

  @Field(() => JobSpecInput)
  spec!: JobSpecInput

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Accept a job that no registered node could take: it waits for a node that comes, until its assignBy, and is refunded then.',
  })
  waitForNode!: boolean

  @Field(() => String, {
    nullable: true,
    description:
      'The identity of spec.files.recipient, sealed to platform.fileRecipient; base64. None unless spec.files.privacy is platform.',
  })
  sealedKey?: string | null
}

@Private()
@ObjectType({ description: 'An ERC-20 allowance that has to exist before a transaction.' })
export class TokenApproval {
  @Field(() => BytesScalar)
  token!: string

  @Field(() => BytesScalar, { description: 'The escrow.' })
  spender!: string

  @Field(() => BigIntScalar, { description: 'Base units of the token.' })
  amount!: bigint
}

@Private()
@ObjectType({ description: 'A transaction for the buyer’s wallet to send.' })
export class TransactionRequest {
  @Field(() => BytesScalar)
  to!: string

  @Field(() => BytesScalar)
  data!: string

  @Field(() => BigIntScalar, { description: 'Wei.' })
  value!: bigint

  @Field(() => TokenApproval, { nullable: true, description: 'Null when none is needed (ETH).' })
  approval!: TokenApproval | null
}

@Private()
@ObjectType({
  description:
    'A permit (EIP-2612) for the escrow: signing it takes the place of the allowance. It is good once, for exactly this amount and for the escrow only.',
})
export class EscrowPermit {
  @Field(() => JsonScalar, {
    description:
      'EIP-712: domain, types, primaryType and message for eth_signTypedData_v4. The domain is the token’s own.',
  })
  typedData!: unknown

  @Field(() => BigIntScalar, { description: 'The wallet’s next nonce at the token.' })
  nonce!: bigint

  @Field(() => DateTimeScalar, {
    description: 'Until when it is good: the job’s fundBy, for a deposit into the balance an hour.',
  })
  deadline!: Date
}

@Private()
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

  @Field(() => TransactionRequest, {
    nullable: true,
    description:
      'The same out of the buyer’s balance in the escrow. To send no transaction at all, sign the request and call fundFromBalance.',
  })
  fundingFromBalance!: TransactionRequest | null

  @Field(() => [UserError], {
    description:
      'Reasons to think again before funding: NO_NODE_NOW, TOO_FEW_OWNERS for replicas, or NO_NODE_EVER with waitForNode.',
  })
  warnings!: UserError[]

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType()
export class StopJobPayload {
  @Field(() => Job, { nullable: true })
  job!: Job | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType()
export class CancelJobPayload {
  @Field(() => Job, { nullable: true })
  job!: Job | null

  @Field(() => TransactionRequest, {
    nullable: true,
    description:
      'Null when the job was not funded and is cancelled already; else the buyer sends it, and gets the deposit back: cancel while the task waits, expire after assignBy, expireOverdue once its node has missed the work deadline (any state of the job, also while the platform is not well).',
  })
  transaction!: TransactionRequest | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType()
export class ApproveResultPayload {
  @Field(() => Job, { nullable: true })
  job!: Job | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType()
export class FundFromBalancePayload {
  @Field(() => Job, { nullable: true })
  job!: Job | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType()
export class OpenDisputePayload {
  @Field(() => Job, { nullable: true })
  job!: Job | null

  @Field(() => TransactionRequest, {
    nullable: true,
    description:
      'Opens the dispute. The bond comes out of the buyer’s balance; what is missing of it in ETH is sent along.',
  })
  transaction!: TransactionRequest | null

  @Field(() => TransactionRequest, {
    nullable: true,
    description:
      'To be sent before, when the bond is in a token and the balance does not cover it; else null. With depositPermit for its amount it needs no allowance.',
  })
  deposit!: TransactionRequest | null

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Base units of the job’s token; returned unless the arbitrators rule for the provider.',
  })
  bond!: bigint | null

  @Field(() => BytesScalar, { nullable: true, description: 'SHA-256 of the reason, as it goes on chain.' })
  reasonHash!: string | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}
