import type { PayoutKind, TrustLevel, WalletActionKind, WalletRole } from '@aiigo/domain'
import { Field, ID, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import {
  PayoutKindEnum,
  TokenSymbolEnum,
  TrustLevelEnum,
  WalletActionKindEnum,
  WalletRoleEnum,
} from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'

@Private()
@ObjectType({ description: 'Money that the wallet can take out now, by one transaction to `contract`.' })
export class WalletPayout {
  @Field(() => PayoutKindEnum)
  kind!: PayoutKind

  @Field(() => BytesScalar, { description: 'The contract that pays.' })
  contract!: string

  @Field(() => BytesScalar, { description: 'Zero address for ETH.' })
  token!: string

  @Field(() => TokenSymbolEnum)
  symbol!: string

  @Field(() => Int)
  decimals!: number

  @Field(() => BigIntScalar, { description: 'Base units of the token, as the contract has them.' })
  amount!: bigint

  @Field(() => String, {
    nullable: true,
    description: 'The amount at the token’s price of now, decimal; null while there is no price that is fresh enough.',
  })
  usd!: string | null

  @Field(() => BytesScalar, { nullable: true, description: 'UNBONDED_STAKE, RELEASED_BOND: the node.' })
  nodeId!: string | null

  @Field(() => BigIntScalar, { nullable: true, description: 'UNBONDED_LOCK: its number.' })
  lockId!: bigint | null

  @Field(() => Int, { nullable: true, description: 'BONUS: number of its epoch; see me.bonusProofs.' })
  epoch!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'BONUS: when its claims close.' })
  until!: Date | null
}

@Private()
@ObjectType({ description: 'Something that waits for the wallet.' })
export class WalletAction {
  @Field(() => WalletActionKindEnum)
  kind!: WalletActionKind

  @Field(() => DateTimeScalar, { nullable: true, description: 'Its deadline; null without one.' })
  until!: Date | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'START_NODE: its last heartbeat. END_LOCK: its term.' })
  since!: Date | null

  @Field(() => ID, { nullable: true, description: 'Jobs, disputes and votes of arbitrators.' })
  jobId!: string | null

  @Field(() => BytesScalar, { nullable: true, description: 'Of a node of the wallet.' })
  nodeId!: string | null

  @Field(() => BigIntScalar, { nullable: true, description: 'VOTE_ON_PROPOSAL: its number.' })
  proposalId!: bigint | null

  @Field(() => BigIntScalar, { nullable: true, description: 'END_LOCK: its number.' })
  lockId!: bigint | null

  @Field(() => String, { nullable: true, description: 'Name of the job or of the node, if it is the wallet’s own.' })
  name!: string | null
}

@Private()
@ObjectType({ description: 'What a node needs for its next trust level, by the rules of the contracts; 0: enough.' })
export class MissingTrust {
  @Field(() => TrustLevelEnum)
  level!: TrustLevel

  @Field(() => BigIntScalar, { description: 'More stake, AIIGO base units.' })
  stake!: bigint

  @Field(() => Int, { description: 'More proofs of work.' })
  powPasses!: number

  @Field(() => Int, { description: 'More paid tasks, without another failure.' })
  tasks!: number

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'PARTNER: smallest bond behind a committed service level, AIIGO base units; null for other levels.',
  })
  bond!: bigint | null

  @Field(() => String, { nullable: true, description: 'Stake and bond in dollars; null while there is no price.' })
  usd!: string | null
}

@Private()
@ObjectType({ description: 'A node of the wallet, and what its next trust level takes.' })
export class WalletNode {
  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => String)
  name!: string

  @Field(() => TrustLevelEnum)
  trustLevel!: TrustLevel

  @Field(() => Boolean, { description: 'The node is BASIC at most until the operator has closed the review.' })
  underReview!: boolean

  @Field(() => Boolean, { description: 'For good.' })
  banned!: boolean

  @Field(() => MissingTrust, { nullable: true, description: 'Null at the highest level, and for a banned node.' })
  next!: MissingTrust | null
}

@Private()
@ObjectType({ description: 'What the wallet can do next.' })
export class WalletSteps {
  @Field(() => DateTimeScalar, { description: 'Time that deadlines were compared with.' })
  at!: Date

  @Field(() => [WalletRoleEnum])
  roles!: WalletRole[]

  @Field(() => [WalletPayout], { description: 'Money to take out, of at most 100 nodes, locks and bonuses.' })
  payouts!: WalletPayout[]

  @Field(() => [WalletAction], { description: 'The nearest deadline first, at most 100 of a kind.' })
  actions!: WalletAction[]

  @Field(() => [WalletNode], { description: 'Nodes that are registered on chain, at most 100, in the order of ids.' })
  nodes!: WalletNode[]
}
