import { DISPUTE_PHASES, RULINGS, VOTES } from '@aiigo/domain'
import { address, amountSchema, bytes32, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'

const found = z.strictObject({
  jobId: z.string(),
  taskId: bytes32,
  state: z
    .enum(['TO_COMMIT', 'COMMITTED', 'TO_REVEAL', 'REVEALED', 'MISSED', 'DECIDED'])
    .describe('What this wallet has to do, or has done.'),
  phase: z.enum(DISPUTE_PHASES),
  openedAt: time,
  commitBy: time.describe('Until when a vote can be committed.'),
  revealBy: time.describe('Until when a vote can be opened.'),
  vote: z.string().nullable().describe('Of this wallet, once it is opened.'),
  ruling: z.string().nullable().describe('Null until the dispute is concluded.'),
})

/** A case as `--json` prints it. */
export type ShownCase = z.output<typeof found>

/** `aiigo arbitrate cases` */
export const list = z
  .strictObject({
    isAppointed: z.boolean().describe('Whether panels are drawn from this wallet among others.'),
    panels: z.int().describe('Panels that it sat on.'),
    silences: z.int().describe('Panels of these on which it opened no vote.'),
    cases: z.array(found),
    hasMore: z.boolean().describe('Whether there are more than --limit.'),
  })
  .describe('Disputes on whose panel the wallet is or was, latest first.')

/** `aiigo arbitrate show` */
export const shown = z
  .strictObject({
    case: found,
    reason: z.string().nullable().describe('The buyer’s; null where the dispute is over.'),
    isReasonOnChain: z.boolean().nullable().describe('Whether its hash is the one on chain; null while not indexed.'),
    name: z.string().nullable().describe('Of the job.'),
    evidence: z.array(
      z.strictObject({
        side: z.enum(['BUYER', 'PROVIDER', 'PLATFORM']),
        author: address,
        text: z.string(),
        addedAt: time,
        files: z.array(z.string()).describe('Their names.'),
      }),
    ),
    files: z
      .array(
        z.strictObject({
          origin: z
            .enum(['PROGRAM', 'INPUT', 'OUTPUT', 'BUYER', 'PROVIDER', 'PLATFORM'])
            .describe('BUYER, PROVIDER, PLATFORM: evidence.'),
          name: z.string(),
          path: z.string().describe('Where it was written.'),
        }),
      )
      .describe('With --out.'),
  })
  .describe('A dispute with everything that its panel may read.')

/** `aiigo arbitrate commit` */
export const committed = z
  .strictObject({
    jobId: z.string(),
    vote: z.enum(VOTES),
    transaction: bytes32.nullable().describe('Null where the chain had this vote already.'),
  })
  .describe('The vote that the wallet is committed to.')

/** `aiigo arbitrate reveal` */
export const revealed = z
  .strictObject({
    jobId: z.string(),
    vote: z.enum(VOTES),
    transaction: bytes32.nullable().describe('Null where it was opened before.'),
  })
  .describe('The vote that was opened.')

/** `aiigo arbitrate rewards` */
export const rewards = z
  .strictObject({
    rewards: z.array(
      z.strictObject({
        taskId: bytes32,
        ruling: z.enum(RULINGS),
        amount: amountSchema,
        at: time,
        transaction: bytes32,
      }),
    ),
    withdrawable: z.array(amountSchema).describe('Money of the wallet in the escrow, by token.'),
  })
  .describe('Shares of decided disputes, latest first.')
