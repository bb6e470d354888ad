import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Private } from '../../graphql/authorize.js'
import { AvailabilityEnum, ResourceTypeEnum, TypeEvidenceMethodEnum } from '../../graphql/enums.js'
import { BytesScalar, DateTimeScalar, JsonScalar } from '../../graphql/scalars.js'
import { UserError } from '../../graphql/UserError.type.js'

@ObjectType({ description: 'What shows that a node is of its resource type.' })
export class TypeEvidence {
  @Field(() => TypeEvidenceMethodEnum)
  method!: string

  @Field(() => BytesScalar, { nullable: true, description: 'The operator’s wallet; null for a proof of work.' })
  auditor!: string | null

  @Field(() => Int, { nullable: true, description: 'Units that were audited.' })
  units!: number | null

  @Field(() => String, { nullable: true, description: 'What the auditor looked at.' })
  statement!: string | null

  @Field(() => BytesScalar, { nullable: true, description: 'EIP-712 TypeAudit of the auditor.' })
  signature!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null for a proof of work: see the node’s challenges.' })
  at!: Date | null

  @Field(() => DateTimeScalar, { nullable: true })
  expiresAt!: Date | null
}

@ObjectType({ description: 'The last benchmark of a node that was checked. Times are the platform’s.' })
export class NodeBenchmark {
  @Field(() => DateTimeScalar, { description: 'Its age counts from here.' })
  answeredAt!: Date

  @Field(() => DateTimeScalar)
  checkedAt!: Date

  @Field(() => Int, {
    description: 'How much it still counts in the score, basis points: all for 14 days, none after 45.',
  })
  weightBps!: number

  @Field(() => Float, { description: 'Multiplications with additions of 32-bit words a second, all threads together.' })
  cpuOperationsPerSecond!: number

  @Field(() => Int, { description: 'Memory that is moved, MiB a second.' })
  memoryMibPerSecond!: number

  @Field(() => Int, { nullable: true, description: 'To the blob store, KiB a second; null: not measured.' })
  networkUpKibPerSecond!: number | null

  @Field(() => Int, { nullable: true, description: 'From the blob store, KiB a second; null: not measured.' })
  networkDownKibPerSecond!: number | null

  @Field(() => Int, { nullable: true, description: 'Durable writes, MiB a second, as the node says.' })
  diskWriteMibPerSecond!: number | null

  @Field(() => Int, { nullable: true, description: 'Reads of the disk, MiB a second, as the node says.' })
  diskReadMibPerSecond!: number | null

  @Field(() => Int, { nullable: true, description: 'GFLOP/s of its GPUs, as the node says.' })
  gpuGflops!: number | null

  @Field(() => Float, {
    description: 'Verified power of the node in the score, hashes a second: its proofs of work, and this.',
  })
  verifiedHashesPerSecond!: number
}

@ObjectType({ description: 'One registered device.' })
export class Node {
  @Field(() => BytesScalar)
  id!: string

  @Field(() => String, { nullable: true, description: 'Given by its provider.' })
  name!: string | null

  @Field(() => AvailabilityEnum, { nullable: true })
  availability!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Why its agent takes no work now, in the agent’s words; null for everybody but its provider.',
  })
  pausedReason!: string | null

  @Field(() => Boolean, { nullable: true, description: 'Whether heartbeats arrive.' })
  online!: boolean | null

  @Field(() => DateTimeScalar, { nullable: true })
  lastHeartbeatAt!: Date | null

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'What the provider says of it: memoryMiB, hardware, tflops, executors.',
  })
  spec!: unknown

  @Field(() => Int, { nullable: true, description: 'Share of recent time online, basis points.' })
  uptimeBps!: number | null

  @Field(() => Int, { nullable: true, description: 'Milliseconds between it and the platform.' })
  roundTripMs!: number | null

  @Field(() => TypeEvidence, {
    nullable: true,
    description: 'Null: nothing shows its type. It gets no jobs then, and no quote counts it.',
  })
  typeEvidence!: TypeEvidence | null

  @Field(() => NodeBenchmark, { nullable: true, description: 'Null: no answer of the node was checked yet.' })
  benchmark!: NodeBenchmark | null
}

@ObjectType({ description: 'A wallet that owns nodes.' })
export class Provider {
  @Field(() => BytesScalar)
  id!: string

  @Field(() => Int, { nullable: true, description: 'CURRENT: nodes that are online and available.' })
  availableNodeCount!: number | null
}

@InputType()
export class UpsertNodeInput {
  @Field(() => BytesScalar, { description: '32 bytes; with the wallet it makes the node’s id.' })
  salt!: string

  @Field(() => String)
  name!: string

  @Field(() => ResourceTypeEnum)
  resourceType!: string

  @Field(() => Int, { description: 'Parallel units (GPUs, cores); 1 for unit-based types.' })
  units!: number

  @Field(() => String, { description: 'US, EU, ASIA, SA, AF or OC.' })
  region!: string

  @Field(() => JsonScalar, {
    description: '{ memoryMiB, hardware: { model, vramGiB, ramGiB, bandwidthMbps, sensors }, tflops, executors }',
  })
  spec!: unknown
}

@InputType()
export class AuditNodeInput {
  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => String, { description: 'What was looked at and found, 10 to 1 000 characters; everybody can read it.' })
  statement!: string

  @Field(() => DateTimeScalar, { description: 'Until when the audit stands, whole seconds; a year at most.' })
  expiresAt!: string

  @Field(() => BytesScalar, {
    description:
      'EIP-712 TypeAudit of the caller over the node as it is registered: type, units, hardware and tflops, and the fields above.',
  })
  signature!: string
}

@Private()
@ObjectType()
export class NodePayload {
  @Field(() => Node, {
    nullable: true,
    description: 'Fields that come from the chain can be asked for once the node is registered there.',
  })
  node!: Node | null

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@InputType()
export class HeartbeatInput {
  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => [ID], { description: 'Offers whose jobs are running on the node now.' })
  runningOfferIds!: string[]

  @Field(() => Int, { nullable: true, description: 'Raised by the agent each time it starts.' })
  generation?: number | null

  @Field(() => Int, { nullable: true, description: 'How long the last call to the platform took, milliseconds.' })
  roundTripMs?: number | null
}

@Private()
@ObjectType()
export class HeartbeatPayload {
  @Field(() => Int, { description: 'When the next one is due, seconds.' })
  nextHeartbeatSeconds!: number

  @Field(() => [ID], { description: 'Of the offers named in the input: those that have ended and should be stopped.' })
  endedOfferIds!: string[]

  @Field(() => [UserError])
  userErrors!: UserError[]
}

@ObjectType({ description: 'A node became available or not.' })
export class NodeAvailabilityEvent {
  @Field(() => Int)
  seq!: number

  @Field(() => BytesScalar)
  nodeId!: string

  @Field(() => AvailabilityEnum)
  availability!: string

  @Field(() => Boolean)
  online!: boolean

  @Field(() => DateTimeScalar)
  at!: Date
}
