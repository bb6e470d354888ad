import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { KeyReleaserEnum } from '../../graphql/enums.js'
import { BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'

@InputType()
export class RequestJobKeyInput {
  @Field(() => ID)
  jobId!: string

  @Field(() => String, { description: 'Recipient of age (age1…), made for this: the key is sealed to it.' })
  recipient!: string

  @Field(() => BytesScalar, {
    nullable: true,
    description:
      'EIP-712 KeyRequest of the caller: task id, attempt and node (0 for an arbitrator), recipient. The buyer needs none.',
  })
  signature?: string | null
}

@Private()
@ObjectType('KeyRequest', { description: 'A wish for the key of a job’s files, and its answer.' })
export class KeyRequestType {
  @Field(() => ID)
  id!: string

  @Field(() => ID)
  jobId!: string

  @Field(() => BytesScalar, { description: 'Wallet that asks.' })
  wallet!: string

  @Field(() => Int, { description: 'On-chain attempt of its node; 0 for an arbitrator.' })
  attempt!: number

  @Field(() => BytesScalar, { description: 'Its node; zero for an arbitrator.' })
  nodeId!: string

  @Field(() => String, { description: 'The key is to be sealed to this.' })
  recipient!: string

  @Field(() => BytesScalar, { description: 'EIP-712 KeyRequest of the wallet.' })
  signature!: string

  @Field(() => DateTimeScalar)
  requestedAt!: Date

  @Field(() => DateTimeScalar, { nullable: true })
  releasedAt!: Date | null

  @Field(() => KeyReleaserEnum, { nullable: true })
  releasedBy!: string | null
}

@Private()
@ObjectType()
export class RequestJobKeyPayload {
  @Field(() => String, {
    nullable: true,
    description: 'The identity that opens the job’s files, sealed to the recipient; base64. Null: ask again later.',
  })
  sealedKey!: string | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType()
export class ReleaseJobKeyPayload {
  @Field(() => KeyRequestType, { nullable: true })
  request!: KeyRequestType | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}
