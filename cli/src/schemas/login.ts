import { address, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'

export const wallet = z.strictObject({
  kind: z.enum(['keystore', 'development']).describe('development: of a local chain, with a public key.'),
  name: z.string(),
  address,
})

/** `aiigo login` */
export const result = z
  .strictObject({
    apiUrl: z.url(),
    chainId: z.int(),
    wallet,
    expiresAt: time.describe('End of the access token; it is renewed by itself.'),
  })
  .describe('The wallet that is signed in now.')
