import * as z from 'zod'
import { address, amountSchema, hash } from './amount.js'

/** `aiigo faucet` */
export const result = z
  .strictObject({ to: address, gifts: z.array(z.strictObject({ amount: amountSchema, transaction: hash })) })
  .describe('Money of a local chain that was given.')
