import * as z from 'zod'

/** `aiigo logout` */
export const result = z
  .strictObject({
    apiUrl: z.url(),
    wasSignedIn: z.boolean(),
    revoked: z.boolean().describe('Whether the platform ended the session, too; false where it did not answer.'),
  })
  .describe('The session that was ended.')
