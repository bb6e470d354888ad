import { ArgsType, Field, Int, ObjectType } from 'type-graphql'
import { PeriodEnum } from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'

@ArgsType()
export class PeriodArgs {
  @Field(() => DateTimeScalar, { description: 'The period that it is in is the first one.' })
  from!: string

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Only periods that begin before it; now when it is not given. At most 366 days after from.',
  })
  to?: string | null

  @Field(() => PeriodEnum, { defaultValue: 'DAY' })
  by!: keyof typeof PeriodEnum

  @Field(() => Int, { defaultValue: 100, description: 'At most 1 000 items, the newest first.' })
  first!: number
}

@ObjectType({ description: 'Money of one period in one token, from the payments that are indexed.' })
export class MoneyPeriod {
  @Field(() => DateTimeScalar)
  startsAt!: Date

  @Field(() => BytesScalar)
  token!: string

  @Field(() => String)
  symbol!: string

  @Field(() => Int)
  decimals!: number

  @Field(() => Int, { description: 'Tasks behind the amount.' })
  tasks!: number

  @Field(() => BigIntScalar, { description: 'Base units.' })
  amount!: bigint

  @Field(() => String, {
    nullable: true,
    description: 'The amount at the token’s price of now, decimal; null while there is no price that is fresh enough.',
  })
  usd!: string | null
}
