import * as z from 'zod'
import { RECEIPTS_OUTPUT, SERVING } from '../serving/servingLimits.js'
import { fieldOf, hasOnlyOutput, isEmpty, programFormOf } from './lenient.js'
import { rule } from './parts.js'

/** The serving of files, in the job file and as it is stored. */
export const serveFields = {
  readers: z
    .array(z.string().regex(/^0x[0-9a-fA-F]{40}$/, 'expected the address of a reader (0x and 40 hex digits)'))
    .min(1)
    .max(SERVING.readers)
    .refine((readers) => new Set(readers.map((reader) => reader.toLowerCase())).size === readers.length, {
      message: 'a reader is listed twice',
      params: { expected: 'each reader once', advice: 'remove the repetition' },
    })
    .describe('Addresses of the wallets that may read the files: they sign for the bytes that came.'),
  megabytes: z
    .int()
    .min(SERVING.leastMegabytes)
    .max(SERVING.megabytes)
    .describe('MB (10^6 bytes) that are served at most, no less than one chunk: the usage that is paid at most.'),
}

/** SHA-256 of the list of an input's chunks, for each input. */
export const chunksSchema = z
  .array(z.string().regex(/^[0-9a-f]{64}$/))
  .describe('For each input the SHA-256 of the list of the SHA-256 digests of its chunks of 1 MiB.')

/** The serving of files as a job file asks for it. */
export const serveOfFile = z
  .strictObject(serveFields)
  .describe('The inputs are served to readers over HTTP, in place of a program that runs.')

/** The parts of a job, in its file or as it is stored, that the serving of files has rules for. It may be malformed. */
interface JobOfServing {
  readonly program?: unknown
  readonly resources?: unknown
  readonly inputs?: unknown
  readonly privacy?: unknown
  readonly files?: unknown
}

/** Fields of a job that are for a program, which a job that serves files leaves out. */
const PROGRAM_FIELDS = ['args', 'env', 'secrets', 'stdin', 'checkpoint', 'artifacts'] as const

/** Whether a job serves files. */
const serves = (job: JobOfServing | undefined): boolean => programFormOf(job, 'serve') !== null

/** The rules of jobs that serve files, each with the function that says whether a job keeps it. */
export const SERVE_RULES = [
  {
    keeps: (job?: JobOfServing): boolean => !serves(job) || fieldOf(fieldOf(job, 'resources'), 'type') === 'NETWORK',
    rule: rule(
      'only nodes of type NETWORK serve files',
      'NETWORK for a job with program.serve',
      'set resources.type to NETWORK',
      ['resources', 'type'],
    ),
  },
  {
    keeps: (job?: JobOfServing): boolean =>
      !serves(job) ||
      (PROGRAM_FIELDS.every((name) => isEmpty(fieldOf(job, name))) &&
        fieldOf(fieldOf(job, 'program'), 'public') !== true &&
        hasOnlyOutput(job, RECEIPTS_OUTPUT)),
    rule: rule(
      `a job that serves files runs no program: it takes no settings of one, and writes ${RECEIPTS_OUTPUT}`,
      `none of ${PROGRAM_FIELDS.join(', ')} and program.public, and ${RECEIPTS_OUTPUT} as the one output`,
      `remove them; in a stored job set outputs to ["${RECEIPTS_OUTPUT}"]`,
      ['program'],
    ),
  },
  {
    keeps: (job?: JobOfServing): boolean => {
      const inputs = fieldOf(job, 'inputs')
      if (!serves(job) || !Array.isArray(inputs)) return true
      return inputs.every((one) => String(fieldOf(one, 'as')).toLowerCase() !== RECEIPTS_OUTPUT)
    },
    rule: rule(
      `an input has the name of the receipts, ${RECEIPTS_OUTPUT}`,
      `inputs with other names than ${RECEIPTS_OUTPUT}, which is the job's output`,
      'rename it',
      ['inputs'],
    ),
  },
  {
    keeps: (job?: JobOfServing): boolean => {
      const inputs = fieldOf(job, 'inputs')
      if (!serves(job)) return true
      return Array.isArray(inputs) && inputs.length > 0 && inputs.every((one) => fieldOf(one, 'from') === undefined)
    },
    rule: rule(
      'a job that serves files has none, or takes them of other jobs',
      'at least one input, and files of your machine alone',
      'list the files as inputs: [{ path: FILE, as: NAME }]',
      ['inputs'],
    ),
  },
  {
    keeps: (job?: JobOfServing): boolean => {
      const privacy = fieldOf(fieldOf(job, 'files'), 'privacy')
      return !serves(job) || (fieldOf(job, 'privacy') !== 'private' && (privacy === undefined || privacy === 'none'))
    },
    rule: rule(
      'files that are served are stored as they are: node and platform can read them',
      'files.privacy none for a job with program.serve, and no privacy: private',
      'leave privacy out, and encrypt the files yourself where only readers may know them',
      ['privacy'],
    ),
  },
  {
    keeps: (job?: JobOfServing): boolean => {
      const chunks = fieldOf(fieldOf(job, 'program'), 'chunks')
      const inputs = fieldOf(job, 'inputs')
      return !Array.isArray(chunks) || !Array.isArray(inputs) || chunks.length === inputs.length
    },
    rule: rule(
      'the lists of chunks are not those of the inputs',
      'one of program.chunks for each input',
      'let the SDK make them',
      ['program', 'chunks'],
    ),
  },
] as const
