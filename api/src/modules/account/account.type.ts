import { Field, ID, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'

@ObjectType({ description: 'What a sign-in message (EIP-4361) must contain.' })
export class SiweNonce {
  @Field(() => String, { description: 'Good for one sign-in.' })
  nonce!: string

  @Field(() => DateTimeScalar)
  expiresAt!: Date

  @Field(() => DateTimeScalar, { description: 'Now, by the server. Good as the message’s issue time on any clock.' })
  serverTime!: Date

  @Field(() => String, { description: 'The domain the message must name.' })
  domain!: string

  @Field(() => String, { description: 'The URI the message must name.' })
  uri!: string

  @Field(() => Int)
  chainId!: number

  @Field(() => String, { description: 'Text shown in the wallet.' })
  statement!: string
}

@ObjectType({ description: 'A sign-in.' })
export class Session {
  @Field(() => String, { description: 'Send as "Authorization: Bearer …"; good for 15 minutes.' })
  accessToken!: string

  @Field(() => String, { description: 'Good for one refreshSession. Using an old one again ends the whole session.' })
  refreshToken!: string

  @Field(() => DateTimeScalar, { description: 'When the access token ends.' })
  expiresAt!: Date

  @Field(() => BytesScalar, { description: 'The wallet that signed in.' })
  address!: string
}

@ObjectType()
export class SessionPayload {
  @Field(() => Session, { nullable: true })
  session!: Session | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType({ description: 'A long-lived credential of an account, for programs.' })
export class ApiKey {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { description: 'First characters, to recognise it by.' })
  prefix!: string

  @Field(() => DateTimeScalar)
  createdAt!: Date

  @Field(() => DateTimeScalar, { nullable: true })
  lastUsedAt!: Date | null

  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt!: Date | null
}

@Private()
@ObjectType()
export class ApiKeyPayload {
  @Field(() => ApiKey, { nullable: true })
  apiKey!: ApiKey | null

  @Field(() => String, { nullable: true, description: 'The key itself; shown this once.' })
  key!: string | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType()
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, { nullable: true })
  apiKey!: ApiKey | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType({ description: 'The caller.' })
export class Me {
  @Field(() => BytesScalar, { description: 'Wallet address.' })
  address!: string

  @Field(() => DateTimeScalar)
  createdAt!: Date

  @Field(() => [ApiKey])
  apiKeys!: ApiKey[]

  @Field(() => [BytesScalar], { description: 'Nodes this wallet is the provider of, registered or about to be.' })
  nodeIds!: string[]

  @Field(() => Boolean, { description: 'Whether the wallet is one of the platform’s operators.' })
  isOperator!: boolean
}
