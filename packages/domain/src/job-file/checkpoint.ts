import * as z from 'zod'
import { fileNameSchema, textsOf } from './fileNames.js'
import { JOB_DEFAULTS, JOB_LIMITS } from './limits.js'
import { rule } from './parts.js'

/** A file of the job's directory that is kept while the program runs, and handed to the next attempt. */
export const checkpointSchema = z
  .strictObject({
    file: fileNameSchema.describe("Its name in the job's directory; the program writes another file and renames it."),
    everySeconds: z
      .int()
      .min(JOB_LIMITS.checkpointSeconds.least)
      .max(JOB_LIMITS.checkpointSeconds.most)
      .default(JOB_DEFAULTS.checkpointSeconds)
      .describe('Least time between two versions that are kept, seconds.'),
    maxMiB: z
      .int()
      .min(1)
      .max(JOB_LIMITS.checkpointMiB)
      .default(JOB_DEFAULTS.checkpointMiB)
      .describe('Largest version that is kept, MiB.'),
  })
  .describe('A file that the next attempt goes on with.')

/** The rule that a job breaks whose checkpoint does not fit. */
export const checkpointRule = rule(
  'the checkpoint is an input, or a folder of another file',
  'a file that the program writes',
  'choose another name for the checkpoint',
  ['checkpoint', 'file'],
)

/** The rule that a job breaks whose versions are too large for how often they are kept. */
export const checkpointRateRule = rule(
  'the checkpoint is too large for how often it is kept',
  `at most ${JOB_LIMITS.checkpointMiBPerSecond} MiB for each second of everySeconds`,
  'raise everySeconds or lower maxMiB',
  ['checkpoint', 'maxMiB'],
)

/** A job that may be malformed elsewhere. */
interface JobWithCheckpoint {
  readonly checkpoint?:
    | { readonly file?: unknown; readonly everySeconds?: unknown; readonly maxMiB?: unknown }
    | undefined
  readonly inputs?: unknown
  readonly outputs?: unknown
}

/** Whether a node can be asked to store a checkpoint's versions. A value out of its own range is told as that. */
export function checkpointRateFits(job?: JobWithCheckpoint): boolean {
  const checkpoint = job?.checkpoint
  const everySeconds = checkpoint?.everySeconds ?? JOB_DEFAULTS.checkpointSeconds
  const maxMiB = checkpoint?.maxMiB ?? JOB_DEFAULTS.checkpointMiB
  if (typeof everySeconds !== 'number' || typeof maxMiB !== 'number') return true
  const isAllowed = maxMiB <= JOB_LIMITS.checkpointMiB && everySeconds >= JOB_LIMITS.checkpointSeconds.least
  return !isAllowed || maxMiB <= JOB_LIMITS.checkpointMiBPerSecond * everySeconds
}

const isBelow = (name: string, folder: string): boolean => name.toLowerCase().startsWith(`${folder.toLowerCase()}/`)

/** Whether a checkpoint can stand beside a job's inputs and outputs. It may be an output, and in the folder of one. */
export function checkpointFits(job?: JobWithCheckpoint): boolean {
  const file = job?.checkpoint?.file
  if (typeof file !== 'string') return true
  const [inputs, outputs] = [textsOf(job?.inputs, 'as'), textsOf(job?.outputs)]
  if (inputs.some((input) => input.toLowerCase() === file.toLowerCase() || isBelow(file, input))) return false
  return ![...inputs, ...outputs].some((name) => isBelow(name, file))
}
