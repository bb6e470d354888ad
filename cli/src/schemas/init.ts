import * as z from 'zod'

/** `aiigo init` */
export const result = z
  .strictObject({
    folder: z.string().describe('Absolute path of the job folder.'),
    files: z.array(z.string()).describe('Names of the files that were written.'),
    next: z.array(z.string()).describe('Commands that run the job, in their order.'),
  })
  .describe('The job folder that was written.')
