import * as z from 'zod'
import { fieldOf, hasOnlyOutput, isEmpty, programFormOf } from './lenient.js'
import { JOB_DEFAULTS, JOB_LIMITS } from './limits.js'
import { rule } from './parts.js'

/** The one output of a job that reads a sensor: a line of JSON for each data point. */
export const READINGS_FILE = 'readings.jsonl'

/** Sensors of one node. */
export const NODE_SENSORS = 64

/** Names of sensors, as nodes list theirs. */
export const sensorSchema = z
  .string()
  .max(JOB_LIMITS.sensorNameLength)
  .regex(
    /^[a-z0-9]+([._-][a-z0-9]+)*$/,
    'expected a name of small letters and digits, with ".", "_" or "-" between them',
  )
  .describe('Name of the sensor, as nodes list it.')

/** Readings of a sensor, in the job file and as they are stored. */
export const readingsFields = {
  sensor: sensorSchema,
  points: z.int().min(1).max(JOB_LIMITS.readingPoints).describe('Data points: the usage that is paid at most.'),
}

export const everySecondsSchema = z
  .int()
  .min(1)
  .max(JOB_LIMITS.readingSeconds)
  .describe('Time from one reading to the next, seconds.')

/** Readings as a job file asks for them. */
export const readingsOfFile = z
  .strictObject({ ...readingsFields, everySeconds: everySecondsSchema.default(JOB_DEFAULTS.readingSeconds) })
  .describe('Readings of a sensor of the node, in place of a program.')

/** The parts of a job, in its file or as it is stored, that a job of readings has rules for. It may be malformed. */
interface JobOfReadings {
  readonly program?: unknown
  readonly resources?: unknown
  readonly limits?: unknown
}

/** Fields of a job that are for a program, which a job of readings leaves out. */
const PROGRAM_FIELDS = ['args', 'env', 'secrets', 'stdin', 'inputs', 'checkpoint', 'artifacts'] as const

/** The readings of a job; null where it runs a program. */
const readingsOf = (job: JobOfReadings | undefined): unknown => programFormOf(job, 'readings')

/** Data points within their own bounds; null where there are none, or where another problem tells it. */
function pointsOf(job: JobOfReadings | undefined): number | null {
  const points = fieldOf(readingsOf(job), 'points')
  return typeof points === 'number' && points <= JOB_LIMITS.readingPoints ? points : null
}

const limitOf = (job: JobOfReadings | undefined, name: 'seconds' | 'outputMiB'): unknown =>
  fieldOf(fieldOf(job, 'limits'), name) ?? JOB_DEFAULTS[name]

/** The rules of jobs that read a sensor, each with the function that says whether a job keeps it. */
export const READINGS_RULES = [
  {
    keeps: (job?: JobOfReadings): boolean =>
      readingsOf(job) === null || fieldOf(fieldOf(job, 'resources'), 'type') === 'IOT',
    rule: rule(
      'only nodes of type IOT sell readings of sensors',
      'IOT for a job with program.readings',
      'set resources.type to IOT',
      ['resources', 'type'],
    ),
  },
  {
    keeps: (job?: JobOfReadings): boolean =>
      readingsOf(job) === null ||
      (PROGRAM_FIELDS.every((name) => isEmpty(fieldOf(job, name))) &&
        fieldOf(fieldOf(job, 'program'), 'public') !== true &&
        hasOnlyOutput(job, READINGS_FILE)),
    rule: rule(
      `a job that reads a sensor runs no program: it takes no files and no settings of one, and writes ${READINGS_FILE}`,
      `none of ${PROGRAM_FIELDS.join(', ')} and program.public, and ${READINGS_FILE} as the one output`,
      `remove them; in a stored job set outputs to ["${READINGS_FILE}"]`,
      ['program'],
    ),
  },
  {
    keeps: (job?: JobOfReadings): boolean => {
      const points = pointsOf(job)
      const everySeconds = fieldOf(readingsOf(job), 'everySeconds') ?? JOB_DEFAULTS.readingSeconds
      const seconds = limitOf(job, 'seconds')
      if (points === null || typeof everySeconds !== 'number' || typeof seconds !== 'number') return true
      return points * everySeconds <= seconds
    },
    rule: rule(
      'the readings do not fit into the run limit',
      'limits.seconds of at least points × everySeconds',
      'raise limits.seconds, or take fewer points or a shorter time between them',
      ['limits', 'seconds'],
    ),
  },
  {
    keeps: (job?: JobOfReadings): boolean => {
      const points = pointsOf(job)
      const outputMiB = limitOf(job, 'outputMiB')
      if (points === null || typeof outputMiB !== 'number') return true
      return points * JOB_LIMITS.readingBytes <= outputMiB * 1_048_576
    },
    rule: rule(
      'the readings do not fit into the output limit',
      `limits.outputMiB with room for ${JOB_LIMITS.readingBytes} bytes a point`,
      'raise limits.outputMiB, or take fewer points',
      ['limits', 'outputMiB'],
    ),
  },
] as const
