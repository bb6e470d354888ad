import type { ProposalStage, VestingRow } from '@aiigo/domain'
import { Field, Int, ObjectType } from 'type-graphql'
import { ProposalStageEnum, VestingRowEnum } from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'

@ObjectType({ description: 'How much of a token the treasury has.' })
export class TreasuryHolding {
  @Field(() => String)
  symbol!: string

  @Field(() => BytesScalar, { description: 'Zero address for ETH.' })
  token!: string

  @Field(() => BigIntScalar, { description: 'Base units of the token.' })
  amount!: bigint
}

@ObjectType({
  description: 'An allocation of AIIGO that is freed over time: linear from the start, none before the cliff.',
})
export class VestingCalendar {
  @Field(() => VestingRowEnum)
  row!: VestingRow

  @Field(() => BytesScalar, { description: 'The vesting wallet, a contract.' })
  wallet!: string

  @Field(() => BytesScalar, { description: 'Gets what is released.' })
  owner!: string

  @Field(() => BigIntScalar, { description: 'AIIGO base units, released or held.' })
  allocation!: bigint

  @Field(() => BigIntScalar, { description: 'AIIGO base units that are free so far, released or not.' })
  vested!: bigint

  @Field(() => BigIntScalar, { description: 'AIIGO base units that the owner has been sent.' })
  released!: bigint

  @Field(() => DateTimeScalar)
  start!: Date

  @Field(() => DateTimeScalar)
  cliff!: Date

  @Field(() => DateTimeScalar)
  end!: Date
}

@ObjectType({ description: 'The DAO now.' })
export class Dao {
  @Field(() => DateTimeScalar, { description: 'Time of the newest block: votes and locks end by it.' })
  at!: Date

  @Field(() => BytesScalar, { nullable: true, description: 'Gets the fees; null while they go to nobody.' })
  treasury!: string | null

  @Field(() => [TreasuryHolding])
  holdings!: TreasuryHolding[]

  @Field(() => [VestingCalendar])
  vesting!: VestingCalendar[]

  @Field(() => Int, { description: 'From a proposal to its vote.' })
  votingDelaySeconds!: number

  @Field(() => Int)
  votingPeriodSeconds!: number

  @Field(() => Int, { description: 'From queueing to execution.' })
  timelockSeconds!: number

  @Field(() => BigIntScalar, { description: 'Votes that a proposal takes, AIIGO base units.' })
  proposalThreshold!: bigint

  @Field(() => BigIntScalar, { description: 'In active locks, AIIGO base units.' })
  totalStaked!: bigint

  @Field(() => Int, { description: 'From the end of a lock to its withdrawal.' })
  unbondingSeconds!: number
}

@ObjectType({ description: 'Where a proposal stands.' })
export class ProposalStanding {
  @Field(() => BigIntScalar)
  id!: bigint

  @Field(() => ProposalStageEnum)
  stage!: ProposalStage

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Votes that it takes, base units; null before its snapshot.',
  })
  quorum!: bigint | null
}
