import { LOG_STREAMS } from '@aiigo/domain'
import { time } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo logs --follow` */
export const item = z
  .strictObject({
    seq: z.int().describe('Cursor: --after goes on behind this one.'),
    attempt: z.int(),
    stream: z.enum(LOG_STREAMS).describe('SYSTEM: the node itself.'),
    text: z.string().describe('Without its end.'),
    end: z.enum(['\n', '\r', '']).describe('Empty: the next line of its stream goes on behind it.'),
    at: time,
  })
  .meta({ id: 'LogLine', description: "A line of a job's output." })

/** `aiigo logs` */
export const result = z
  .strictObject({ jobId: z.string(), lines: z.array(item) })
  .describe('The lines that a job has printed until now.')
