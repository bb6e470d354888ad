import { address, amountSchema, bytes32, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'

const lock = z.strictObject({
  lock: z.string().describe('Its id.'),
  amount: amountSchema,
  lockedAt: time,
  endsAt: time.describe('End of the term: an earlier end costs 5 %.'),
  availableAt: time.nullable().describe('From when it may be withdrawn; null while it is active.'),
  isWithdrawn: z.boolean(),
})

/** `aiigo stake show` */
export const shown = z
  .strictObject({
    address,
    wallet: amountSchema.describe('In the wallet itself.'),
    staked: amountSchema.describe('In active locks.'),
    votes: amountSchema.describe('Votes that the wallet casts now, with those that were delegated to it.'),
    delegate: address.describe('The account that votes with the locks.'),
    yieldDue: amountSchema.describe('Yield that aiigo stake yield would pay now.'),
    unbondingSeconds: z.int(),
    proposalThreshold: amountSchema.describe('Votes that a proposal takes.'),
    locks: z.array(lock).describe('As the subgraph has them, latest first.'),
  })
  .describe('Stake, votes, yield and locks of the wallet.')

/** `aiigo stake lock`, `aiigo stake unlock`, `aiigo stake withdraw` */
export const moved = z
  .strictObject({ amount: amountSchema, transaction: bytes32, staked: amountSchema.describe('In active locks now.') })
  .describe('The stake that was moved.')

/** `aiigo stake yield` */
export const paid = z
  .strictObject({
    amount: amountSchema.describe('The yield that was due when the wallet asked.'),
    transaction: bytes32.nullable().describe('Null where there was none.'),
  })
  .describe('The yield that was paid.')

/** `aiigo stake delegate` */
export const delegated = z
  .strictObject({ delegate: address, transaction: bytes32 })
  .describe('The account that votes with the locks now.')
