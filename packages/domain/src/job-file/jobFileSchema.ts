import * as z from 'zod'
import { artifactsFit, artifactsRule, artifactsSchema } from './artifacts.js'
import {
  checkpointFits,
  checkpointRateFits,
  checkpointRateRule,
  checkpointRule,
  checkpointSchema,
} from './checkpoint.js'
import { duplicatesOf, fileFolderClashes, fileNameSchema, textsOf } from './fileNames.js'
import { withRules } from './lenient.js'
import { JOB_DEFAULTS, JOB_LIMITS } from './limits.js'
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
import { READINGS_RULES, readingsOfFile } from './readings.js'
import { hasSecretTwice, secretSourcesSchema, secretTwice } from './secrets.js'
import { SERVE_RULES, serveOfFile } from './serve.js'
import { VERIFICATION_RULES } from './verification.js'

const localPath = z
  .string()
  .min(1)
  .max(JOB_LIMITS.localPathLength)
  .refine((s) => !s.includes('\0'), {
    message: 'the path contains a NUL character',
    params: { expected: 'a path without NUL', advice: 'remove it' },
  })

const inputSchema = z.strictObject({
  path: localPath.describe("File on the buyer's machine, relative to the job file; with from: the output's name."),
  as: fileNameSchema.describe("Its name in the job's directory."),
  from: z.string().optional().describe('In a graph: the step that writes the file.'),
})

/** An image of a registry, by its hash. */
const DIGEST = /@sha256:[0-9a-f]{64}$/

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null

const imagePath = localPath
  .refine((path) => !DIGEST.test(path), {
    message: 'images come as archives',
    params: {
      expected: 'the path of an OCI archive',
      advice: 'fetch the image and write it: podman pull IMAGE && podman save --format oci-archive -o image.tar IMAGE',
    },
  })
  .describe('An OCI archive of one image, relative to the job file.')

const programOfFile = z.strictObject({
  wasm: localPath.optional().describe('A WASI preview 1 module, relative to the job file.'),
  container: z
    .strictObject({ image: imagePath, entrypoint: entrypointSchema.optional(), deterministic: deterministicSchema })
    .optional()
    .describe('An image with a program and all that it needs, in place of a module.'),
  readings: readingsOfFile.optional(),
  serve: serveOfFile.optional(),
  public: z.boolean().default(false).describe('Whether the program is stored as it is; else it is sealed.'),
})

/** The forms of a program, of which a job has one. */
const PROGRAM_FORMS = ['wasm', 'container', 'readings', 'serve'] as const

/** Names without repetitions, which another rule reports. */
function unique(names: readonly string[]): string[] {
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()]
}

const fields = z
  .strictObject({
    version: z.literal(1).describe('Version of this format.'),
    name: nameSchema,
    program: programOfFile.describe(
      'What to run: a module or an image; or which sensor to read; or to whom the inputs are served.',
    ),
    privacy: z
      .enum(['platform', 'private'])
      .default('platform')
      .describe('Who releases the key of the sealed files to the assigned node: the platform, or your client alone.'),
    args: argsSchema.default([]),
    env: envSchema.default({}),
    secrets: secretSourcesSchema.default({}),
    stdin: fileNameSchema.optional().describe('Name of the input that the program reads as standard input.'),
    inputs: z
      .array(inputSchema)
      .max(JOB_LIMITS.inputs + JOB_LIMITS.takenInputs)
      .refine((inputs) => inputs.filter(({ from }) => from === undefined).length <= JOB_LIMITS.inputs, {
        message: 'too many inputs',
        params: { expected: `at most ${JOB_LIMITS.inputs} files of your machine`, advice: 'pack them into an archive' },
      })
      .default([])
      .describe("Files put into the job's directory."),
    outputs: outputsSchema
      .default([])
      .describe(
        "Files collected from the job's directory after the run: names, folders (frames/) and patterns (frames/*.png). None for a program that only prints: its log is the result.",
      ),
    checkpoint: checkpointSchema.optional(),
    artifacts: artifactsSchema.optional(),
    resources: resourcesSchema,
    limits: limitsSchema.prefault({}),
    budget: budgetSchema,
    deadlines: deadlinesSchema.prefault({}),
    verification: verificationSchema.optional(),
    profile: profileSchema.optional(),
    weights: weightsSchema.optional(),
    parallelOffers: parallelOffersSchema.optional(),
    retries: retriesSchema.default(JOB_DEFAULTS.retries),
    allow: nodeListSchema.default([]).describe('Only these nodes, when any is given.'),
    deny: nodeListSchema.default([]).describe('Never these nodes.'),
  })
  .refine(
    (f) => !isRecord(f?.program) || PROGRAM_FORMS.filter((form) => f.program[form] !== undefined).length === 1,
    rule(
      'expected a module, an image, readings or the serving of files',
      `exactly one of ${PROGRAM_FORMS.join(', ')}`,
      'name the program as wasm: PATH or as container: { image: PATH }, the sensor as readings: { sensor: NAME }, or the readers as serve: { readers: [ADDRESS] }',
      ['program'],
    ),
  )
  .refine(
    (f) => !isRecord(f?.program) || !f.program.container || !(f.resources?.memoryMiB < JOB_LIMITS.leastContainerMiB),
    TOO_LITTLE_MEMORY,
  )
  .refine(
    (f) => duplicatesOf(textsOf(f?.inputs, 'as')).length === 0,
    rule('two inputs have the same name', 'different names (letter case ignored)', 'rename one', ['inputs']),
  )
  .refine(
    (f) => typeof f?.stdin !== 'string' || textsOf(f.inputs, 'as').includes(f.stdin),
    rule('the standard input is none of the inputs', 'the name (as) of an input', 'add it to the inputs', ['stdin']),
  )
  .refine(
    (f) => duplicatesOf(textsOf(f?.outputs)).length === 0,
    rule('an output is named twice', 'different names (letter case ignored)', 'remove the repetition', ['outputs']),
  )
  .refine(
    (f) => duplicatesOf([...unique(textsOf(f?.inputs, 'as')), ...unique(textsOf(f?.outputs))]).length === 0,
    rule(
      'an output has the name of an input',
      'outputs that the program writes',
      'choose another name for the output',
      ['outputs'],
    ),
  )
  .refine(
    (f) => fileFolderClashes([...textsOf(f?.inputs, 'as'), ...textsOf(f?.outputs)]).length === 0,
    rule('a name is used as a file and as a folder', 'names that can exist side by side', 'rename one', ['outputs']),
  )
  .refine((f) => !isRecord(f?.secrets) || !hasSecretTwice(f.env, Object.keys(f.secrets)), secretTwice)
  .refine(checkpointFits, checkpointRule)
  .refine(artifactsFit, artifactsRule)
  .refine(checkpointRateFits, checkpointRateRule)

/** The job file as a buyer writes it. Defaults are filled in by parsing. */
export const jobFileSchema = withRules(fields, [...VERIFICATION_RULES, ...READINGS_RULES, ...SERVE_RULES])
  .refine(
    (f) => !(f?.profile && f?.weights),
    rule('both a profile and weights are given', 'one of the two', 'remove one', ['weights']),
  )
  .refine(
    (f) => !textsOf(f?.allow).some((id) => textsOf(f?.deny).includes(id)),
    rule('a node is both allowed and denied', 'each node in one list', 'remove it from one', ['deny']),
  )
  .describe('A job for the AIIGO marketplace.')

/** A parsed job file: every default is filled in, except that `profile` and `weights` stay as given. */
export type JobFile = z.output<typeof jobFileSchema>

/** A job file's program: its kind, and its file on the buyer's machine. */
export type ProgramFile =
  | { readonly kind: 'wasm'; readonly path: string; readonly field: 'program.wasm' }
  | {
      readonly kind: 'container'
      readonly path: string
      readonly field: 'program.container.image'
      readonly entrypoint?: readonly string[] | undefined
      readonly deterministic?: true | undefined
    }

/**
 * The program of a job file; null for a job that has none, such as one that reads a sensor or serves files.
 * @example programFileOf(file)?.path // 'build/words.wasm'
 */
export function programFileOf({ program }: Pick<JobFile, 'program'>): ProgramFile | null {
  const { wasm, container } = program
  if (container) {
    return {
      kind: 'container',
      path: container.image,
      field: 'program.container.image',
      entrypoint: container.entrypoint,
      deterministic: container.deterministic,
    }
  }
  return wasm === undefined ? null : { kind: 'wasm', path: wasm, field: 'program.wasm' }
}

/**
 * A job file whose program lies elsewhere; a job without one stays as it is.
 * @param locate gives the new path for the present one
 * @example withProgramPath(file, () => '/tmp/words.wasm').program.wasm // '/tmp/words.wasm'
 */
export function withProgramPath(file: JobFile, locate: (path: string) => string): JobFile {
  const { program } = file
  const found = programFileOf(file)
  if (!found) return file
  const path = locate(found.path)
  const moved = program.container ? { container: { ...program.container, image: path } } : { wasm: path }
  return { ...file, program: { ...program, ...moved } }
}
