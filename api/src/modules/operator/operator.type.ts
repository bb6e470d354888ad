import { Field, ID, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import {
  AlertSeverityEnum,
  ChainTransactionStateEnum,
  OperatorAlertCodeEnum,
  PlatformPartEnum,
  ReviewReasonEnum,
} from '../../graphql/enums.js'
import { BigIntScalar, BytesScalar, DateTimeScalar, JsonScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'
import { Node } from '../node/node.type.js'

@Private()
@ObjectType({ description: 'Something that is wrong with the platform now.' })
export class OperatorAlert {
  @Field(() => ID, { description: 'The same as long as it is about the same thing.' })
  id!: string

  @Field(() => OperatorAlertCodeEnum)
  code!: string

  @Field(() => AlertSeverityEnum)
  severity!: string

  @Field(() => String, { description: 'What is wrong.' })
  message!: string

  @Field(() => String, { description: 'What to do.' })
  advice!: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null where only the present is known.' })
  since!: Date | null
}

@Private()
@ObjectType({ description: 'A queue as it is now.' })
export class QueueState {
  @Field(() => String)
  name!: string

  @Field(() => String, { description: 'The task of a queue job.' })
  description!: string

  @Field(() => Int, {
    nullable: true,
    description: 'Interval of its jobs, seconds; null: jobs come when they are due.',
  })
  everySeconds!: number | null

  @Field(() => Int)
  waiting!: number

  @Field(() => Int)
  active!: number

  @Field(() => Int, { description: 'Due later, and those that wait for their next try.' })
  delayed!: number

  @Field(() => Int, { description: 'Given up.' })
  failed!: number

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when the oldest waiting job is due.' })
  waitingSince!: Date | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the latest of the failed jobs failed.' })
  lastFailedAt!: Date | null
}

@Private()
@ObjectType({ description: 'The queues, and what waits to be handed to them.' })
export class QueueStates {
  @Field(() => [QueueState])
  queues!: QueueState[]

  @Field(() => Int, { description: 'Recorded work that no queue has got yet; at most 10 000 is counted.' })
  outboxWaiting!: number

  @Field(() => DateTimeScalar, { nullable: true })
  outboxSince!: Date | null
}

@Private()
@ObjectType({ description: 'A queue job that was given up.' })
export class FailedQueueJob {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  queue!: string

  @Field(() => JsonScalar, { description: 'What it carries: ids.' })
  payload!: unknown

  @Field(() => String, { description: 'Message of the last error.' })
  reason!: string

  @Field(() => Int)
  tries!: number

  @Field(() => DateTimeScalar)
  addedAt!: Date

  @Field(() => DateTimeScalar)
  failedAt!: Date
}

@Private()
@ObjectType()
export class QueueJobPayload {
  @Field(() => Boolean, { description: 'Whether it was done.' })
  done!: boolean

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@Private()
@ObjectType({ description: 'A transaction of the platform.' })
export class WriterTransaction {
  @Field(() => ID, { description: 'Of its effect: the same effect is never sent twice.' })
  id!: string

  @Field(() => String, { description: 'Name of the effect, such as submitResult.' })
  kind!: string

  @Field(() => String, { description: 'Id of a task, a challenge or a node.' })
  subject!: string

  @Field(() => Int)
  nonce!: number

  @Field(() => BytesScalar, { nullable: true })
  hash!: string | null

  @Field(() => ChainTransactionStateEnum)
  state!: string

  @Field(() => Int, { description: 'Earlier ones of the same nonce that bid less.' })
  replacements!: number

  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  error!: string | null

  @Field(() => DateTimeScalar)
  createdAt!: Date

  @Field(() => DateTimeScalar)
  updatedAt!: Date
}

@Private()
@ObjectType({ description: 'The sender of the platform’s transactions. Only the worker sends any.' })
export class ChainWriter {
  @Field(() => BytesScalar, { description: 'The platform’s account.' })
  address!: string

  @Field(() => BigIntScalar, { description: 'Wei.' })
  balance!: bigint

  @Field(() => Int, { description: 'Its next nonce by the latest block.' })
  nonce!: number

  @Field(() => Int, { description: 'As nonce, with transactions that wait for a block.' })
  pendingNonce!: number

  @Field(() => BigIntScalar, { description: 'Wei for each unit of gas at present.' })
  gasPrice!: bigint

  @Field(() => Int, { description: 'Transactions that the balance pays for at the present fee; at most 1 000 000.' })
  transactionsLeft!: number

  @Field(() => Int, { description: 'Transactions that are in no block yet.' })
  openCount!: number

  @Field(() => [WriterTransaction], { description: 'The first 20 of them, in order of their nonces.' })
  open!: WriterTransaction[]

  @Field(() => [WriterTransaction], {
    description: 'Of the last 2 000 nonces: those that were reverted or replaced, the latest 20.',
  })
  failed!: WriterTransaction[]
}

@Private()
@ObjectType({ description: 'A part of the platform that is not well, with what was seen.' })
export class TroubleDetails {
  @Field(() => PlatformPartEnum)
  part!: string

  @Field(() => String)
  details!: string

  @Field(() => DateTimeScalar)
  since!: Date
}

@Private()
@ObjectType({
  description: 'How far the chain is indexed, and who gives signs of life. Null: no answer now, or none ever.',
})
export class PlatformHealth {
  @Field(() => Int, { nullable: true, description: 'The chain’s latest block.' })
  chainBlock!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'Time of that block.' })
  chainBlockAt!: Date | null

  @Field(() => Int, { nullable: true, description: 'The last block that the subgraph has indexed.' })
  subgraphBlock!: number | null

  @Field(() => Int, { nullable: true, description: 'The last block that off-chain data has taken in.' })
  followerBlock!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a worker gave its last sign of life.' })
  workerSeenAt!: Date | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When an API process gave its last sign of life.' })
  apiSeenAt!: Date | null

  @Field(() => Int, { description: 'Nodes that are active and whose providers want work for them.' })
  nodesWanted!: number

  @Field(() => Int, { description: 'Those of them that send no heartbeats.' })
  nodesOffline!: number

  @Field(() => [TroubleDetails])
  troubles!: TroubleDetails[]
}

@Private()
@ObjectType({ description: 'A node that the operator should look at.' })
export class NodeToReview {
  @Field(() => ReviewReasonEnum)
  reason!: string

  @Field(() => Node)
  node!: Node
}
