import * as z from 'zod'
import { runningSchema } from '../control/controlSchema.js'

/** `aiigo-agent drain` */
export const result = z
  .strictObject({
    nodeId: runningSchema.shape.nodeId,
    isDraining: z.boolean(),
    willStop: z.boolean().describe('Whether the agent ends after its last job.'),
    jobs: runningSchema.shape.jobs.describe('Jobs that run.'),
  })
  .describe('A running agent that takes no more jobs.')
