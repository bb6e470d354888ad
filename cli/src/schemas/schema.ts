import * as z from 'zod'

/** `aiigo schema` without a command */
export const result = z
  .union([
    z.strictObject({
      schemas: z.array(
        z.strictObject({
          command: z.string().describe('error: of every failure.'),
          follow: z.boolean().describe('Whether there is a schema of the lines of --follow, too.'),
        }),
      ),
    }),
    z.looseObject({ $schema: z.string(), $id: z.string() }),
  ])
  .describe('The list of schemas, or one of them.')
