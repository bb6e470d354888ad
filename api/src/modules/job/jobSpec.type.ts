import {
  JOB_DEFAULTS,
  JOB_LIMITS,
  jobFileSchema,
  jobSpecSchema,
  neededInputSchema,
  type ResourceType,
  storedInputSchema,
  type Tier,
  type TrustLevel,
  type VerificationMode,
} from '@aiigo/domain'
import { Field, Float, InputType, Int } from 'type-graphql'
import {
  ArchitectureEnum,
  ContractEnum,
  FilePrivacyEnum,
  ProgramKindEnum,
  ResourceTypeEnum,
  TierEnum,
  TrustLevelEnum,
  VerificationModeEnum,
} from '../../graphql/enums.js'
import { JsonScalar } from '../../graphql/scalars.js'
import { wordsOf } from '../../graphql/wordsOf.js'
import { HardwareInput, WeightsInput } from '../quote/quote.type.js'

// Descriptions and defaults are those of the job file, so that both say the same.
const spec = jobSpecSchema.shape
const file = jobFileSchema.shape
const [program, container, readings, serve] = spec.program.options
const [sealed] = spec.files.options
const secrets = spec.secrets.unwrap().shape
const input = storedInputSchema.shape
const needed = neededInputSchema.shape
const checkpoint = spec.checkpoint.unwrap().shape
const artifacts = spec.artifacts.unwrap().shape
const resources = spec.resources.shape
const limits = spec.limits.shape
const budget = spec.budget.shape
const deadlines = spec.deadlines.shape
const [, replicated, spotCheck] = spec.verification.options

@InputType({
  description:
    'The program, which is in the blob store already (cid, sha256, size); or readings of a sensor (sensor, points, everySeconds); or the serving of the inputs (readers, megabytes, chunks).',
})
export class JobProgramInput {
  @Field(() => ProgramKindEnum, { defaultValue: 'wasm' })
  kind!: keyof typeof ProgramKindEnum

  @Field(() => String, { nullable: true, description: wordsOf(program.shape.cid) })
  cid?: string | null

  @Field(() => String, { nullable: true, description: wordsOf(program.shape.sha256) })
  sha256?: string | null

  @Field(() => Int, { nullable: true, description: wordsOf(program.shape.size) })
  size?: number | null

  @Field(() => String, { nullable: true, description: `${wordsOf(readings.shape.sensor)} Of readings alone.` })
  sensor?: string | null

  @Field(() => Int, { nullable: true, description: `${wordsOf(readings.shape.points)} Of readings alone.` })
  points?: number | null

  @Field(() => Int, { nullable: true, description: `${wordsOf(readings.shape.everySeconds)} Of readings alone.` })
  everySeconds?: number | null

  @Field(() => [String], {
    nullable: true,
    description: `${wordsOf(serve.shape.readers)} Of the serving of files alone.`,
  })
  readers?: string[] | null

  @Field(() => Int, { nullable: true, description: `${wordsOf(serve.shape.megabytes)} Of the serving of files alone.` })
  megabytes?: number | null

  @Field(() => [String], {
    nullable: true,
    description: `${wordsOf(serve.shape.chunks)} Of the serving of files alone.`,
  })
  chunks?: string[] | null

  @Field(() => ArchitectureEnum, {
    nullable: true,
    description: `${wordsOf(container.shape.architecture)} Of images alone.`,
  })
  architecture?: keyof typeof ArchitectureEnum | null

  @Field(() => [String], {
    nullable: true,
    description: `${wordsOf(container.shape.entrypoint)} Of images alone.`,
  })
  entrypoint?: string[] | null

  @Field(() => Boolean, {
    nullable: true,
    description: `${wordsOf(container.shape.deterministic)} Of images alone; true or left out.`,
  })
  deterministic?: boolean | null

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: wordsOf(file.program.shape.public) })
  public?: boolean | null
}

@InputType({ description: 'How the files of a job are stored.' })
export class JobFilesInput {
  @Field(() => FilePrivacyEnum)
  privacy!: keyof typeof FilePrivacyEnum

  @Field(() => String, {
    nullable: true,
    description: `${wordsOf(sealed.shape.recipient)} None where the privacy is none.`,
  })
  recipient?: string | null
}

@InputType({
  description:
    'A file of the job’s directory: one that is in the blob store already (cid, sha256, size), or an output of a job of `needs` (from, path, maxBytes).',
})
export class JobInputFileInput {
  @Field(() => String, { description: wordsOf(file.inputs.unwrap().element.shape.as) })
  as!: string

  @Field(() => String, { nullable: true, description: wordsOf(input.cid) })
  cid?: string | null

  @Field(() => String, { nullable: true, description: wordsOf(input.sha256) })
  sha256?: string | null

  @Field(() => Int, { nullable: true, description: wordsOf(input.size) })
  size?: number | null

  @Field(() => String, { nullable: true, description: wordsOf(needed.from) })
  from?: string | null

  @Field(() => String, { nullable: true, description: wordsOf(needed.path) })
  path?: string | null

  @Field(() => Int, { nullable: true, description: wordsOf(needed.maxBytes) })
  maxBytes?: number | null
}

@InputType({ description: wordsOf(spec.secrets.unwrap()) })
export class JobSecretsInput {
  @Field(() => [String], { description: wordsOf(secrets.names) })
  names!: string[]

  @Field(() => String, { description: wordsOf(secrets.cid) })
  cid!: string

  @Field(() => String, { description: wordsOf(secrets.sha256) })
  sha256!: string

  @Field(() => Int, { description: wordsOf(secrets.size) })
  size!: number
}

@InputType({ description: wordsOf(spec.checkpoint.unwrap()) })
export class JobCheckpointInput {
  @Field(() => String, { description: wordsOf(checkpoint.file) })
  file!: string

  @Field(() => Int, { defaultValue: JOB_DEFAULTS.checkpointSeconds, description: wordsOf(checkpoint.everySeconds) })
  everySeconds!: number

  @Field(() => Int, { defaultValue: JOB_DEFAULTS.checkpointMiB, description: wordsOf(checkpoint.maxMiB) })
  maxMiB!: number
}

@InputType({ description: wordsOf(spec.artifacts.unwrap()) })
export class JobArtifactsInput {
  @Field(() => [String], { description: wordsOf(artifacts.files) })
  files!: string[]

  @Field(() => Int, { defaultValue: JOB_DEFAULTS.artifactSeconds, description: wordsOf(artifacts.everySeconds) })
  everySeconds!: number
}

@InputType({ description: wordsOf(spec.resources) })
export class JobResourcesInput {
  @Field(() => ResourceTypeEnum, { description: wordsOf(resources.type) })
  type!: ResourceType

  @Field(() => Int, { defaultValue: JOB_DEFAULTS.units, description: wordsOf(resources.units) })
  units!: number

  @Field(() => Int, { defaultValue: JOB_DEFAULTS.memoryMiB, description: wordsOf(resources.memoryMiB) })
  memoryMiB!: number

  @Field(() => [String], { nullable: true, description: `${wordsOf(resources.region)} US, EU, ASIA, SA, AF, OC.` })
  region?: string[] | null

  @Field(() => HardwareInput, { nullable: true, description: wordsOf(resources.hardware) })
  hardware?: HardwareInput | null

  @Field(() => TrustLevelEnum, { nullable: true, description: `${wordsOf(resources.minTrustLevel)} Not NONE.` })
  minTrustLevel?: TrustLevel | null

  @Field(() => Float, { nullable: true, description: wordsOf(resources.minTflops) })
  minTflops?: number | null

  @Field(() => Int, { nullable: true, description: wordsOf(resources.minUptimeBps) })
  minUptimeBps?: number | null

  @Field(() => String, { nullable: true, description: wordsOf(resources.fromRegion) })
  fromRegion?: string | null

  @Field(() => Int, { nullable: true, description: wordsOf(resources.maxLatencyMs) })
  maxLatencyMs?: number | null

  @Field(() => [TierEnum], { nullable: true, description: wordsOf(resources.tiers) })
  tiers?: Tier[] | null

  @Field(() => ContractEnum, { nullable: true, description: wordsOf(resources.contract) })
  contract?: keyof typeof ContractEnum | null
}

@InputType({ description: wordsOf(spec.limits) })
export class JobLimitsInput {
  @Field(() => Int, { defaultValue: JOB_DEFAULTS.seconds, description: wordsOf(limits.seconds) })
  seconds!: number

  @Field(() => Int, { defaultValue: JOB_DEFAULTS.outputMiB, description: wordsOf(limits.outputMiB) })
  outputMiB!: number
}

@InputType({ description: wordsOf(spec.budget) })
export class JobBudgetInput {
  @Field(() => String, { description: wordsOf(budget.token) })
  token!: string

  @Field(() => String, { description: `${wordsOf(budget.amount)} Decimal text.` })
  amount!: string

  @Field(() => String, { nullable: true, description: `${wordsOf(budget.maxRate)} Decimal text.` })
  maxRate?: string | null

  @Field(() => String, { nullable: true, description: `${wordsOf(budget.maxPricePerHour)} Decimal text.` })
  maxPricePerHour?: string | null
}

@InputType({ description: wordsOf(spec.deadlines) })
export class JobDeadlinesInput {
  @Field(() => Int, { defaultValue: JOB_DEFAULTS.fundSeconds, description: wordsOf(deadlines.fundSeconds) })
  fundSeconds!: number

  @Field(() => Int, { defaultValue: JOB_DEFAULTS.assignSeconds, description: wordsOf(deadlines.assignSeconds) })
  assignSeconds!: number

  @Field(() => Int, { defaultValue: JOB_DEFAULTS.windowSeconds, description: wordsOf(deadlines.windowSeconds) })
  windowSeconds!: number
}

@InputType({ description: wordsOf(spec.verification) })
export class JobVerificationInput {
  @Field(() => VerificationModeEnum)
  mode!: VerificationMode

  @Field(() => Int, {
    nullable: true,
    description: `REPLICATED: ${wordsOf(replicated.shape.replicas)} Default ${JOB_DEFAULTS.replicas}.`,
  })
  replicas?: number | null

  @Field(() => Int, {
    nullable: true,
    description: `SPOT_CHECK: ${wordsOf(spotCheck.shape.shareBps)} Default ${JOB_DEFAULTS.shareBps}.`,
  })
  shareBps?: number | null
}

/** The defaults of some fields. */
const { seconds, outputMiB, fundSeconds, assignSeconds, windowSeconds } = JOB_DEFAULTS

@InputType({
  description:
    'A job. Fields that are left out have the defaults of the job file, before it is hashed: the hash that the buyer’s task binds is that of the canonical form (docs/job-file.md).',
})
export class JobSpecInput {
  @Field(() => Int, { defaultValue: 1, description: wordsOf(file.version) })
  version!: number

  @Field(() => String, { description: wordsOf(spec.name) })
  name!: string

  @Field(() => JobProgramInput)
  program!: JobProgramInput

  @Field(() => JobFilesInput, { description: wordsOf(spec.files) })
  files!: JobFilesInput

  @Field(() => [String], { defaultValue: [], description: wordsOf(spec.args) })
  args!: string[]

  @Field(() => JsonScalar, { nullable: true, description: `${wordsOf(spec.env)} An object of texts by name.` })
  env?: unknown

  @Field(() => JobSecretsInput, { nullable: true, description: wordsOf(spec.secrets.unwrap()) })
  secrets?: JobSecretsInput | null

  @Field(() => String, { nullable: true, description: wordsOf(file.stdin) })
  stdin?: string | null

  @Field(() => [String], { nullable: true, description: wordsOf(spec.needs) })
  needs?: string[] | null

  @Field(() => [JobInputFileInput], { defaultValue: [], description: wordsOf(file.inputs) })
  inputs!: JobInputFileInput[]

  @Field(() => [String], { defaultValue: [], description: wordsOf(file.outputs) })
  outputs!: string[]

  @Field(() => JobCheckpointInput, { nullable: true, description: wordsOf(spec.checkpoint.unwrap()) })
  checkpoint?: JobCheckpointInput | null

  @Field(() => JobArtifactsInput, { nullable: true, description: wordsOf(spec.artifacts.unwrap()) })
  artifacts?: JobArtifactsInput | null

  @Field(() => JobResourcesInput, { description: wordsOf(spec.resources) })
  resources!: JobResourcesInput

  @Field(() => JobLimitsInput, { defaultValue: { seconds, outputMiB }, description: wordsOf(spec.limits) })
  limits!: JobLimitsInput

  @Field(() => JobBudgetInput, { description: wordsOf(spec.budget) })
  budget!: JobBudgetInput

  @Field(() => JobDeadlinesInput, {
    defaultValue: { fundSeconds, assignSeconds, windowSeconds },
    description: wordsOf(spec.deadlines),
  })
  deadlines!: JobDeadlinesInput

  @Field(() => JobVerificationInput, {
    nullable: true,
    description: `${wordsOf(spec.verification)} Left out: SPOT_CHECK with ${JOB_DEFAULTS.shareBps} basis points for a module of at most ${JOB_LIMITS.smallJobSeconds} seconds that is not private and has neither a checkpoint nor secrets, else NONE.`,
  })
  verification?: JobVerificationInput | null

  @Field(() => String, {
    nullable: true,
    description: `${wordsOf(spec.profile)} cheapest, fastest, most-reliable or balanced; ${JOB_DEFAULTS.profile} when no weights are given either.`,
  })
  profile?: string | null

  @Field(() => WeightsInput, { nullable: true, description: wordsOf(spec.weights) })
  weights?: WeightsInput | null

  @Field(() => Int, { nullable: true, description: wordsOf(spec.parallelOffers) })
  parallelOffers?: number | null

  @Field(() => Int, { defaultValue: JOB_DEFAULTS.retries, description: wordsOf(spec.retries) })
  retries!: number

  @Field(() => [String], { defaultValue: [], description: wordsOf(file.allow) })
  allow!: string[]

  @Field(() => [String], { defaultValue: [], description: wordsOf(file.deny) })
  deny!: string[]

  @Field(() => String, { description: wordsOf(spec.salt) })
  salt!: string

  @Field(() => String, { nullable: true, description: wordsOf(spec.seed) })
  seed?: string | null
}
