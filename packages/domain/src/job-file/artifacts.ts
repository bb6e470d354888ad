import * as z from 'zod'
import { fileNameProblem, textsOf } from './fileNames.js'
import { JOB_DEFAULTS, JOB_LIMITS } from './limits.js'
import { isOutputPattern, matchesOutput, outputSchema } from './outputs.js'
import { rule } from './parts.js'

/**
 * Bytes before a version of a checkpoint or an artifact that is stored unsealed. They make its content id its own: the
 * version before can be deleted, whatever else the wallet stores.
 */
export const VERSION_SALT_BYTES = 16

/** Files of the job's directory that the buyer can read while the program runs. */
export const artifactsSchema = z
  .strictObject({
    files: z
      .array(outputSchema)
      .min(1)
      .max(JOB_LIMITS.artifacts)
      .refine((files) => files.filter(isOutputPattern).length <= JOB_LIMITS.outputPatterns, {
        message: 'too many folders and patterns',
        params: {
          expected: `at most ${JOB_LIMITS.outputPatterns} folders and patterns`,
          advice: 'name a folder above them',
        },
      })
      .describe('Names, folders and patterns of the files, in the form of outputs; an output may be one of them.'),
    everySeconds: z
      .int()
      .min(JOB_LIMITS.artifactSeconds.least)
      .max(JOB_LIMITS.artifactSeconds.most)
      .default(JOB_DEFAULTS.artifactSeconds)
      .describe('Least time between two looks for changed files, seconds.'),
  })
  .describe('Files that are stored while the program runs, each time they have changed.')

/** The rule that a job breaks whose artifacts do not fit. */
export const artifactsRule = rule(
  'an artifact has the name of an input',
  'files that the program writes',
  'choose another name for the artifact',
  ['artifacts', 'files'],
)

/** Whether the artifacts of a job, which may be malformed elsewhere, can stand beside its inputs. */
export function artifactsFit(job?: {
  readonly artifacts?: { readonly files?: unknown } | undefined
  readonly inputs?: unknown
}): boolean {
  const inputs = new Set(textsOf(job?.inputs, 'as').map((name) => name.toLowerCase()))
  return !textsOf(job?.artifacts?.files).some((name) => inputs.has(name.toLowerCase()))
}

/**
 * Why a file may not be an artifact of a job; null when it may.
 * @param job its specification
 */
export function artifactProblem(
  job: {
    readonly artifacts?: { readonly files: readonly string[] } | undefined
    readonly inputs: readonly { readonly as: string }[]
  },
  name: string,
): string | null {
  const unsafe = fileNameProblem(name)
  if (unsafe !== null) return unsafe
  if (job.inputs.some(({ as }) => as.toLowerCase() === name.toLowerCase())) return 'it is an input'
  return job.artifacts?.files.some((entry) => matchesOutput(entry, name)) ? null : 'the job does not name it'
}
