import * as z from 'zod'
import { canonicalJson } from './canonicalJson.js'
import { JobFileError } from './JobFileError.js'
import {
  inputBytesOf,
  type JobSpec,
  jobSpecSchema,
  type ProgramSpec,
  programSchema,
  sealedBytes,
} from './jobSpecSchema.js'
import { JOB_LIMITS } from './limits.js'
import { problemsFromIssues } from './problemsFromIssues.js'

/** SHA-256 of a text, 64 lower-case hex digits with or without 0x. */
type Sha256 = (text: string) => string

const { version, checkpoint, artifacts, resources, limits, budget, deadlines, verification, retries } =
  jobSpecSchema.shape
const [wasm, container, readings, serve] = programSchema.options

/**
 * The part of a job that a node sees before the assignment. It has all values that a node decides by, and
 * nothing of the job's files, arguments or name.
 */
export const jobTermsSchema = z.strictObject({
  version,
  program: z.discriminatedUnion('kind', [
    wasm.pick({ kind: true, size: true }),
    container.pick({ kind: true, size: true, architecture: true }),
    readings,
    serve.pick({ kind: true, megabytes: true }),
  ]),
  inputs: z
    .array(z.strictObject({ size: z.int().min(0).max(sealedBytes(JOB_LIMITS.inputBytes)) }))
    .max(JOB_LIMITS.inputs + JOB_LIMITS.takenInputs),
  outputs: z.int().min(0).max(JOB_LIMITS.outputs).describe('How many files, folders and patterns it wants handed in.'),
  checkpoint: checkpoint.unwrap().omit({ file: true }).optional(),
  artifacts: artifacts.unwrap().omit({ files: true }).optional(),
  ...{ resources, limits, budget, deadlines, verification, retries },
  concealed: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of what the assigned node alone is told, canonical JSON, 64 lower-case hex digits.'),
})

export type JobTerms = z.output<typeof jobTermsSchema>

const plain = (digest: string): string => digest.replace(/^0x/, '')

/**
 * The terms of a job, which name the rest of it by its hash.
 * @example jobTermsOf(spec, sha256OfText).program // { kind: 'wasm', size: 1234 }
 */
export function jobTermsOf(spec: JobSpec, sha256: Sha256): JobTerms {
  const { version, resources, limits, budget, deadlines, verification, retries, ...concealed } = spec
  const { program, inputs, outputs, checkpoint, artifacts } = spec
  return {
    version,
    program: programTermsOf(program),
    inputs: inputs.map((input) => ({ size: inputBytesOf(input) })),
    outputs: outputs.length,
    ...(checkpoint ? { checkpoint: { everySeconds: checkpoint.everySeconds, maxMiB: checkpoint.maxMiB } } : {}),
    ...(artifacts ? { artifacts: { everySeconds: artifacts.everySeconds } } : {}),
    ...{ resources, limits, budget, deadlines, verification, retries },
    concealed: plain(sha256(canonicalJson(concealed))),
  }
}

/** The part of a program that a node decides by: all of readings, as the node has to have the sensor. */
function programTermsOf(program: ProgramSpec): JobTerms['program'] {
  if (program.kind === 'readings') return program
  if (program.kind === 'serve') return { kind: program.kind, megabytes: program.megabytes }
  const { kind, size } = program
  return kind === 'wasm' ? { kind, size } : { kind, size, architecture: program.architecture }
}

/** The hash of a job's terms, which the task request binds; so the request binds the whole job. */
export function jobTermsHash(terms: JobTerms, sha256: Sha256): `0x${string}` {
  return `0x${plain(sha256(canonicalJson(terms)))}`
}

/** The hash of a job that its task request binds. */
export function specHashOf(spec: JobSpec, sha256: Sha256): `0x${string}` {
  return jobTermsHash(jobTermsOf(spec, sha256), sha256)
}

/**
 * Checks the terms of an offered job.
 * @throws JobFileError with every problem found.
 */
export function parseJobTerms(value: unknown): JobTerms {
  const result = jobTermsSchema.safeParse(value)
  if (result.success) return result.data
  throw new JobFileError(problemsFromIssues(result.error.issues, value))
}
