import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { BenchmarkStageEnum } from '../../graphql/enums.js'
import { BytesScalar, DateTimeScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'

@Private()
@ObjectType({ description: 'A stage of a benchmark. Its time runs from this answer on, by the platform’s clock.' })
export class BenchmarkTask {
  @Field(() => ID)
  id!: string

  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => BenchmarkStageEnum)
  stage!: string

  @Field(() => String, { description: 'What the work follows from, 64 hex digits.' })
  seed!: string

  @Field(() => Int, { description: 'Parts of the work; of a transfer the bytes that are stored and read again.' })
  size!: number

  @Field(() => DateTimeScalar, { description: 'Until when the whole benchmark can be answered.' })
  expiresAt!: Date
}

@Private()
@ObjectType()
export class BenchmarkPayload {
  @Field(() => BenchmarkTask, { nullable: true, description: 'The stage that is due; null after the last one.' })
  task!: BenchmarkTask | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the next benchmark may begin, after TOO_SOON.' })
  retryAt!: Date | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@InputType()
export class BenchmarkTransferInput {
  @Field(() => String, { description: 'SHA-256 of the stored bytes, hex.' })
  sha256!: string

  @Field(() => Float, { description: 'Share of the transfer’s time that storing took, between 0 and 1.' })
  upShare!: number
}

@InputType()
export class AnswerBenchmarkInput {
  @Field(() => BenchmarkStageEnum)
  stage!: 'CPU' | 'MEMORY' | 'TRANSFER'

  @Field(() => [String], { description: 'Digest of each part in their order, 16 hex digits; none of a transfer.' })
  digests!: string[]

  @Field(() => BenchmarkTransferInput, { nullable: true, description: 'Null: nothing was transferred.' })
  transfer?: BenchmarkTransferInput | null

  @Field(() => Int, { nullable: true, description: 'Durable writes, MiB a second, as the node measures them.' })
  diskWriteMibPerSecond?: number | null

  @Field(() => Int, { nullable: true, description: 'Reads of the disk, MiB a second, as the node measures them.' })
  diskReadMibPerSecond?: number | null

  @Field(() => Int, { nullable: true, description: 'GFLOP/s of its GPUs, as the image of the owner measures them.' })
  gpuGflops?: number | null
}

@Private()
@ObjectType({ description: 'A part that a platform node computes again.' })
export class BenchmarkCheckPart {
  @Field(() => BenchmarkStageEnum)
  stage!: string

  @Field(() => String)
  seed!: string

  @Field(() => Int)
  part!: number
}

@Private()
@ObjectType({ description: 'Parts of an answer that a platform node computes again.' })
export class BenchmarkCheck {
  @Field(() => ID)
  id!: string

  @Field(() => [BenchmarkCheckPart])
  parts!: BenchmarkCheckPart[]
}

@Private()
@ObjectType()
export class BenchmarkCheckPayload {
  @Field(() => BenchmarkCheck, { nullable: true, description: 'Null: nothing is to be checked.' })
  check!: BenchmarkCheck | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}
