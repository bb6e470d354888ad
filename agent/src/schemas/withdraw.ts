import { address, amountSchema, bytes32 } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo-agent withdraw` */
export const result = z
  .strictObject({
    to: address,
    withdrawals: z.array(z.strictObject({ amount: amountSchema, transaction: bytes32 })),
  })
  .describe('Earnings that were taken out of the escrow.')
