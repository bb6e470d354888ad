import * as z from 'zod'
import { ARCHITECTURES } from '../image/index.js'
import { artifactsFit, artifactsRule, artifactsSchema } from './artifacts.js'
import {
  checkpointFits,
  checkpointRateFits,
  checkpointRateRule,
  checkpointRule,
  checkpointSchema,
} from './checkpoint.js'
import { duplicatesOf, fileNameSchema } from './fileNames.js'
import type { JobFile } from './jobFileSchema.js'
import { withRules } from './lenient.js'
import { JOB_LIMITS } from './limits.js'
import { outputsSchema } from './outputs.js'
import {
  argsSchema,
  budgetSchema,
  deadlinesSchema,
  deterministicSchema,
  entrypointSchema,
  envSchema,
  limitsSchema,
  nameSchema,
  nodeListSchema,
  parallelOffersSchema,
  profileSchema,
  resourcesSchema,
  retriesSchema,
  rule,
  TOO_LITTLE_MEMORY,
  verificationSchema,
  weightsSchema,
} from './parts.js'
import { everySecondsSchema, READINGS_RULES, readingsFields } from './readings.js'
import { hasSecretTwice, SECRETS_BYTES, secretNamesSchema, secretsUnsealed, secretTwice } from './secrets.js'
import { chunksSchema, SERVE_RULES, serveFields } from './serve.js'
import { VERIFICATION_RULES } from './verification.js'

/** The most that a file of so many bytes has when it is sealed: 16 bytes for each 64 KiB, and its head. */
export const sealedBytes = (bytes: number): number => bytes + Math.ceil(bytes / 65_536) * 16 + 1_024

const stored = (maxBytes: number) => ({
  cid: z
    .string()
    .regex(/^(b[a-z2-7]{50,110}|Qm[1-9A-HJ-NP-Za-km-z]{44})$/)
    .describe('Content id in the blob store.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of the content, 64 lower-case hex digits.'),
  size: z.int().min(0).max(maxBytes).describe('Bytes.'),
})

/** A file that is in the blob store. */
export const storedFileSchema = z.strictObject(stored(sealedBytes(JOB_LIMITS.inputBytes)))
export type StoredFile = z.output<typeof storedFileSchema>

const storedProgram = {
  ...stored(sealedBytes(JOB_LIMITS.programBytes)),
  public: z.literal(true).optional().describe('The program is stored as it is, although the other files are sealed.'),
}

const wasmProgramSchema = z.strictObject({ kind: z.literal('wasm'), ...storedProgram })

const containerProgramSchema = z.strictObject({
  kind: z.literal('container'),
  ...storedProgram,
  architecture: z.enum(ARCHITECTURES).describe('Processor that the image is made for, as OCI names it.'),
  entrypoint: entrypointSchema.optional(),
  deterministic: deterministicSchema,
})

const readingsProgramSchema = z.strictObject({
  kind: z.literal('readings'),
  ...readingsFields,
  everySeconds: everySecondsSchema,
})

const serveProgramSchema = z.strictObject({ kind: z.literal('serve'), ...serveFields, chunks: chunksSchema })

/**
 * The program: a WASI module, an image as an OCI archive; or readings of a sensor or the serving of the inputs, which
 * need no file.
 */
export const programSchema = z.discriminatedUnion('kind', [
  wasmProgramSchema,
  containerProgramSchema,
  readingsProgramSchema,
  serveProgramSchema,
])

export type ProgramSpec = z.output<typeof programSchema>

/** A program that is a file of the blob store. */
export type StoredProgram = Extract<ProgramSpec, StoredFile>

/** Readings of a sensor. */
export type ReadingsSpec = Extract<ProgramSpec, { kind: 'readings' }>

/** The serving of a job's inputs. */
export type ServeSpec = Extract<ProgramSpec, { kind: 'serve' }>

/** The readings of a job, from its file or as it is stored; null for a job that runs a program. */
export function readingsOf(program: JobFile['program'] | ProgramSpec): Omit<ReadingsSpec, 'kind'> | null {
  if ('kind' in program) return program.kind === 'readings' ? program : null
  return program.readings ?? null
}

/** The serving of a job, from its file or as it is stored; null for a job that runs a program. */
export function servingOf(program: JobFile['program'] | ProgramSpec): Pick<ServeSpec, 'readers' | 'megabytes'> | null {
  if ('kind' in program) return program.kind === 'serve' ? program : null
  return program.serve ?? null
}

/** The program's file; null for a job that has none. */
export const storedProgramOf = ({ program }: Pick<JobSpec, 'program'>): StoredProgram | null =>
  'cid' in program ? program : null

/** An input that the buyer has stored. */
export const storedInputSchema = z.strictObject({ as: fileNameSchema, ...stored(sealedBytes(JOB_LIMITS.inputBytes)) })
export type StoredInput = z.output<typeof storedInputSchema>

const specHashSchema = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/, 'expected the hash of a job (0x and 64 lower-case hex digits)')
  .describe('Hash of the needed job, as its task request binds it.')

/** An input that another job of the same buyer writes. */
export const neededInputSchema = z.strictObject({
  as: fileNameSchema,
  from: specHashSchema,
  path: fileNameSchema.describe('Name of the output of the needed job.'),
  maxBytes: z
    .int()
    .min(1)
    .max(sealedBytes(JOB_LIMITS.inputBytes))
    .describe('Most bytes that the file may have as it is stored: nodes decide by it.'),
})
export type NeededInput = z.output<typeof neededInputSchema>

const inputSchema = z.union([storedInputSchema, neededInputSchema], {
  error: 'expected a stored file (as, cid, sha256, size) or one of a needed job (as, from, path, maxBytes)',
})

/** Inputs of both kinds; there are bounds for each. */
const inputsSchema = z
  .array(inputSchema)
  .max(JOB_LIMITS.inputs + JOB_LIMITS.takenInputs)
  .refine((inputs) => inputs.filter((one) => 'cid' in one).length <= JOB_LIMITS.inputs, {
    message: 'too many stored inputs',
    params: { expected: `at most ${JOB_LIMITS.inputs} stored inputs`, advice: 'pack them into an archive' },
  })

/** Whether an input is one that the buyer has stored. */
export const isStoredInput = (input: StoredInput | NeededInput): input is StoredInput => 'cid' in input

/** The inputs of a job that its buyer has stored. */
export const storedInputsOf = ({ inputs }: Pick<JobSpec, 'inputs'>): StoredInput[] => inputs.filter(isStoredInput)

/** The inputs of a job that other jobs write. */
export const neededInputsOf = ({ inputs }: Pick<JobSpec, 'inputs'>): NeededInput[] =>
  inputs.filter((input): input is NeededInput => !isStoredInput(input))

/** Bytes of an input as it is stored: the most that they can be for one that another job writes. */
export const inputBytesOf = (input: StoredInput | NeededInput): number =>
  isStoredInput(input) ? input.size : input.maxBytes

const secretsSchema = z
  .strictObject({ names: secretNamesSchema, ...stored(sealedBytes(SECRETS_BYTES)) })
  .describe('Variables of the environment that the assigned node alone is told: one file, sealed like the inputs.')

const recipientSchema = z
  .string()
  .regex(/^age1[02-9ac-hj-np-z]{58}$/)
  .describe('Public part of the key that the job’s files are sealed to: an X25519 recipient of age.')

/** How the job's files are stored, and who can release their key. */
export const jobFilesSchema = z
  .discriminatedUnion('privacy', [
    z.strictObject({ privacy: z.literal('platform'), recipient: recipientSchema }),
    z.strictObject({ privacy: z.literal('private'), recipient: recipientSchema }),
    z.strictObject({ privacy: z.literal('none') }),
  ])
  .describe(
    'platform: the platform releases the key to the assigned node. private: the buyer’s client alone. none: the files are stored as they are.',
  )

export type JobFiles = z.output<typeof jobFilesSchema>

const fields = z
  .strictObject({
    version: z.literal(1),
    name: nameSchema,
    program: programSchema,
    files: jobFilesSchema,
    args: argsSchema,
    env: envSchema.optional(),
    secrets: secretsSchema.optional(),
    stdin: fileNameSchema.optional(),
    needs: z
      .array(specHashSchema)
      .min(1)
      .max(JOB_LIMITS.needs)
      .refine((needs) => new Set(needs).size === needs.length, {
        message: 'a job is needed twice',
        params: { expected: 'each job once', advice: 'remove the repetition' },
      })
      .optional()
      .describe('Jobs of the same buyer that have to succeed before this one begins. Absent: none.'),
    inputs: inputsSchema,
    outputs: outputsSchema,
    checkpoint: checkpointSchema.optional(),
    artifacts: artifactsSchema.optional(),
    resources: resourcesSchema,
    limits: limitsSchema,
    budget: budgetSchema,
    deadlines: deadlinesSchema,
    verification: verificationSchema,
    profile: profileSchema.optional(),
    weights: weightsSchema.optional(),
    parallelOffers: parallelOffersSchema.optional(),
    retries: retriesSchema,
    allow: nodeListSchema,
    deny: nodeListSchema,
    salt: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .describe('Random, 32 lower-case hex digits: keeps the hash on chain from confirming a guess of the job.'),
    seed: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .optional()
      .describe(
        'Random, 32 lower-case hex digits, the same for all replicas of a job and of those alone: they run from it.',
      ),
  })
  .refine(
    (s) => (s?.verification?.mode === 'REPLICATED') === (s?.seed !== undefined),
    rule('a replica has a seed, and no other job has one', 'a seed exactly for REPLICATED', 'add it, or remove it', [
      'seed',
    ]),
  )
  .refine(
    (s) => {
      const inputs = Array.isArray(s?.inputs) ? s.inputs.map((i) => String(i?.as)) : []
      const outputs = Array.isArray(s?.outputs) ? s.outputs.map(String) : []
      return duplicatesOf([...inputs, ...outputs]).length === 0
    },
    rule('a file name is used twice', 'different names for all inputs and outputs', 'rename one', ['inputs']),
  )
  .refine(
    (s) => typeof s?.stdin !== 'string' || (Array.isArray(s?.inputs) && s.inputs.some((i) => i?.as === s.stdin)),
    rule('the standard input is none of the inputs', 'the name (as) of an input', 'add it to the inputs', ['stdin']),
  )
  .refine((s) => !Array.isArray(s?.secrets?.names) || !hasSecretTwice(s.env, s.secrets.names), secretTwice)
  .refine((s) => s?.secrets === undefined || s.files?.privacy !== 'none', secretsUnsealed)
  .refine(
    (s) => {
      const needs: unknown[] = Array.isArray(s?.needs) ? s.needs : []
      const taken = Array.isArray(s?.inputs) ? s.inputs.filter((one) => one !== null && 'from' in one) : []
      return taken.every((one) => needs.includes((one as NeededInput).from))
    },
    rule('an input comes from a job that is not needed', 'inputs of jobs that needs names', 'add the job to needs', [
      'needs',
    ]),
  )
  .refine(checkpointFits, checkpointRule)
  .refine(artifactsFit, artifactsRule)
  .refine(checkpointRateFits, checkpointRateRule)
  .refine(
    (s) => s?.program?.kind !== 'container' || !(s.resources?.memoryMiB < JOB_LIMITS.leastContainerMiB),
    TOO_LITTLE_MEMORY,
  )

/**
 * The canonical stored form of a job: what the API receives and a node runs. Like the job file, with local paths
 * replaced by content ids and nothing left to default.
 */
export const jobSpecSchema = withRules(fields, [...VERIFICATION_RULES, ...READINGS_RULES, ...SERVE_RULES])
  .refine(
    (s) => (s?.profile === undefined) !== (s?.weights === undefined),
    rule('expected either a profile or weights', 'exactly one of the two', 'give one', ['profile']),
  )
  .refine(
    (s) => !(Array.isArray(s?.allow) && Array.isArray(s?.deny) && s.allow.some((id) => s.deny.includes(id))),
    rule('a node is both allowed and denied', 'each node in one list', 'remove it from one', ['deny']),
  )

/** A job as the API takes it: program and inputs are named by content, and every default is filled in. */
export type JobSpec = z.output<typeof jobSpecSchema>

/** A job that runs a program of the blob store. */
export type ProgramJob = JobSpec & { readonly program: StoredProgram }

/** The stored files that a job's specification names, each with the field that names it. */
export function filesOf(spec: JobSpec): { field: string; file: StoredFile }[] {
  const { inputs, secrets } = spec
  const program = storedProgramOf(spec)
  return [
    ...(program ? [{ field: 'program', file: program }] : []),
    ...inputs.flatMap((file, index) => (isStoredInput(file) ? [{ field: `inputs[${index}]`, file }] : [])),
    ...(secrets ? [{ field: 'secrets', file: secrets }] : []),
  ]
}
