import { Field, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { BigIntScalar, BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'

@ObjectType({
  description: 'A bonus of one week, with the proof that the distributor on chain wants. AIIGO base units.',
})
export class BonusProof {
  @Field(() => Int)
  epoch!: number

  @Field(() => DateTimeScalar)
  startsAt!: Date

  @Field(() => DateTimeScalar)
  endsAt!: Date

  @Field(() => BytesScalar, { description: 'Who gets it.' })
  account!: string

  @Field(() => BigIntScalar, { description: 'referral + uptime + performance.' })
  amount!: bigint

  @Field(() => BigIntScalar, { description: 'For work of providers that the account brought.' })
  referral!: bigint

  @Field(() => BigIntScalar, { description: 'For staked nodes that were there when they were meant to be.' })
  uptime!: bigint

  @Field(() => BigIntScalar, { description: 'For settled work.' })
  performance!: bigint

  @Field(() => BytesScalar, { description: 'Of the epoch’s Merkle tree.' })
  root!: string

  @Field(() => [BytesScalar], { description: 'For claim(epoch, account, amount, proof).' })
  proof!: string[]
}

@ObjectType({ description: 'How a week’s budget is divided, basis points.' })
export class BonusShares {
  @Field(() => Int)
  referral!: number

  @Field(() => Int)
  uptime!: number

  @Field(() => Int)
  performance!: number
}

@ObjectType({ description: 'The bonuses of one week. AIIGO base units.' })
export class BonusEpoch {
  @Field(() => Int)
  epoch!: number

  @Field(() => DateTimeScalar)
  startsAt!: Date

  @Field(() => DateTimeScalar)
  endsAt!: Date

  @Field(() => BytesScalar)
  root!: string

  @Field(() => BigIntScalar, { description: 'Sum of the awards.' })
  total!: bigint

  @Field(() => BigIntScalar, { description: 'What could have been given.' })
  budget!: bigint

  @Field(() => BonusShares)
  shares!: BonusShares

  @Field(() => Int, { description: 'How many get something.' })
  accounts!: number
}

@Private()
@ObjectType()
export class SetReferrerPayload {
  @Field(() => BytesScalar, { nullable: true, description: 'As it is now.' })
  referrer!: string | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}
