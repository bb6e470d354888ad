import * as z from 'zod'

/** The document that every command prints with `--json` when it fails. */
export const result = z
  .strictObject({
    error: z.strictObject({
      code: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]*$/)
        .describe('Stable: match on it.'),
      message: z.string().describe('What was expected, and what came.'),
      advice: z.string().describe('What to do next, with the command to do it.'),
      exitCode: z.int().describe('1 failed, 2 wrong usage, 3 not signed in, 4 network, 130 interrupted.'),
      retryable: z.boolean().describe('Whether the same command can work later.'),
      problems: z
        .array(z.strictObject({ code: z.string(), field: z.string().nullable(), message: z.string() }))
        .describe('Everything that is wrong with an input, field by field.'),
      jobId: z.string().optional().describe('The job that it is about.'),
      groupId: z.string().optional().describe('The group of jobs that it is about.'),
      state: z.string().optional().describe('State of that job.'),
    }),
  })
  .describe('A command that failed.')

/** The document of a failure. */
export type ErrorDocument = z.output<typeof result>
