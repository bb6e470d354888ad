// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of job files look alike
import * as z from 'zod'
import { jobFileSchema } from './jobFileSchema.js'
import { JOB_LIMITS } from './limits.js'

const STEP_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/
const PARAMETER = /^[A-Za-z][A-Za-z0-9_]*$/

/** Names that stand for something in texts already. */
export const RESERVED_PARAMETERS: readonly string[] = ['index', 'element', 'same']

export const arraySchema = z
  .int()
  .min(1)
  .max(JOB_LIMITS.groupJobs)
  .describe('So many jobs that differ in ${index}, from 0, in args, env and paths of inputs.')

const sweepValue = z.union([z.string().max(JOB_LIMITS.sweepValueLength), z.number(), z.boolean()], {
  error: 'expected a text, a number, true or false',
})

export const sweepSchema = z
  .record(
    z
      .string()
      .max(JOB_LIMITS.stepNameLength)
      .regex(PARAMETER, 'expected a name of letters, digits and "_" that begins with a letter')
      .refine((name) => !RESERVED_PARAMETERS.includes(name), 'expected a name other than index, element and same'),
    z.array(sweepValue).min(1).max(JOB_LIMITS.groupJobs),
  )
  .refine((sweep) => Object.keys(sweep).length > 0, {
    message: 'the sweep has no parameter',
    params: { expected: 'at least one parameter with its values', advice: 'add one or remove the sweep' },
  })
  .describe('A job for each combination of values, which args, env and paths of inputs name as ${PARAMETER}.')

export const needsSchema = z
  .array(z.string())
  .max(JOB_LIMITS.needs)
  .describe(
    'Steps that have to succeed first: train for all its elements, train[3] for one, train[same] for the one with the same index.',
  )

const job = jobFileSchema.shape
const { version, name, privacy, inputs } = job

/** Fields of a graph that its steps take over, unless they have their own. */
const common = {
  program: job.program,
  env: job.env,
  resources: job.resources,
  limits: job.limits,
  budget: job.budget,
  deadlines: job.deadlines,
  verification: job.verification,
  profile: job.profile,
  weights: job.weights,
  parallelOffers: job.parallelOffers,
  retries: job.retries,
  allow: job.allow,
  deny: job.deny,
}

/** Names of these fields. */
export const COMMON_FIELDS = Object.keys(common)

const stepInput = inputs.unwrap().element.extend({
  as: z
    .string()
    .optional()
    .describe('Its name in the job’s directory; a folder (models/) or ${element} where it stands for several files.'),
  from: z
    .string()
    .optional()
    .describe('The step that writes the file: train for all its elements, train[3] for one, train[same].'),
})

const { args, stdin, outputs, checkpoint, artifacts } = job

const stepSchema = z
  .strictObject({
    ...z.object(common).partial().shape,
    ...{ args, stdin, outputs, checkpoint, artifacts },
    name: name.optional().describe('Shown to people; by default the name of the graph and of the step.'),
    inputs: z.array(stepInput).optional(),
    needs: needsSchema.optional(),
    array: arraySchema.optional(),
    sweep: sweepSchema.optional(),
  })
  .describe('A job, or an array of jobs.')

/** Several jobs in one file. What a step has in common with a job is checked once its texts are filled in. */
export const graphSchema = z
  .strictObject({
    ...z.object(common).partial().shape,
    ...{ version, name, privacy },
    jobs: z
      .record(
        z
          .string()
          .max(JOB_LIMITS.stepNameLength)
          .regex(STEP_NAME, 'expected a name of letters, digits, "-" and "_" that begins with a letter'),
        stepSchema,
      )
      .describe('Steps by their names.'),
  })
  .describe('A graph of jobs for the AIIGO marketplace.')

/** A file of one job, or of an array of jobs. */
export const jobOrArraySchema = z
  .strictObject({ ...job, array: arraySchema.optional(), sweep: sweepSchema.optional() })
  .describe('A job for the AIIGO marketplace, or an array of jobs.')

/** The field by which a file is one of several jobs; null for a file of one job. */
export function groupFieldOf(value: unknown): 'jobs' | 'array' | 'sweep' | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  for (const field of ['jobs', 'array', 'sweep'] as const) if (Object.hasOwn(value, field)) return field
  return null
}
