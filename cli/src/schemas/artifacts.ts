import { time } from '@aiigo/terminal/schemas'
import * as z from 'zod'
import { resultFile } from './job.js'

/** `aiigo artifacts` */
export const result = z
  .strictObject({
    jobId: z.string(),
    artifacts: z.array(
      resultFile.extend({
        attempt: z.int().describe('The attempt that wrote it.'),
        storedAt: time.describe('When the platform took this version.'),
      }),
    ),
    folder: z.string().nullable().describe('With --out: where the files are.'),
  })
  .describe('Files that a job’s program has shown so far: the newest version of each. No node has signed for them.')
