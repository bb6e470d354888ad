import { address, amountSchema, bytes32 } from '@aiigo/terminal/schemas'
import * as z from 'zod'

/** `aiigo balance` */
export const result = z
  .strictObject({
    address,
    balances: z.array(
      z.strictObject({
        wallet: amountSchema.describe('In the wallet itself.'),
        escrow: amountSchema.describe('In the escrow: it may be withdrawn, or spent on jobs.'),
      }),
    ),
  })
  .describe('Money of the wallet, by token.')

/** `aiigo balance deposit` */
export const deposited = z
  .strictObject({
    deposited: amountSchema,
    transaction: bytes32,
    escrow: amountSchema.describe('The balance afterwards.'),
  })
  .describe('The money that was put into the escrow.')

/** `aiigo balance withdraw` */
export const withdrawn = z
  .strictObject({
    to: address,
    withdrawals: z
      .array(z.strictObject({ amount: amountSchema, transaction: bytes32 }))
      .describe('Empty where nothing was due.'),
  })
  .describe('The money that was taken out of the escrow.')
