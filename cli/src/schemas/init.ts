import * as z from 'zod'

/** `aiigo init` */
export const result = z
  .strictObject({
    folder: z.string().describe('Absolute path of the job folder.'),
    files: z.array(z.string()).describe('Names of the files that were written.'),
    next: z.string().describe('The command that runs the job.'),
  })
  .describe('The job folder that was written.')
