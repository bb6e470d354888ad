import { address, amountSchema, bytes32 } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo faucet` */
export const result = z
  .strictObject({ to: address, gifts: z.array(z.strictObject({ amount: amountSchema, transaction: bytes32 })) })
  .describe('Money of a local chain that was given.')
