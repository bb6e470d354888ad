import { PROPOSAL_STAGES } from '@aiigo/domain'
import { address, bytes32, time } from '@aiigo/terminal/schemas'
import * as z from 'zod'

const votes = z.string().describe('Whole votes, decimal: one for each AIIGO.')
const choice = z.enum(['FOR', 'AGAINST', 'ABSTAIN'])

const proposal = z.strictObject({
  proposal: z.string().describe('Its id.'),
  description: z.string(),
  proposer: address,
  state: z.enum(PROPOSAL_STAGES),
  isVetoed: z.boolean(),
  createdAt: time,
  voteStart: time,
  voteEnd: time,
  eta: time.nullable().describe('From when it may be executed; null until it is queued.'),
  votes: z.strictObject({
    for: votes,
    against: votes,
    abstain: votes,
    quorum: votes.nullable().describe('Votes that it takes; null until the snapshot.'),
  }),
  ownVote: choice.nullable().describe('Of this wallet; null where it has not voted.'),
})

/** A proposal as `--json` prints it. */
export type ShownProposal = z.output<typeof proposal>

/** `aiigo vote proposals` */
export const list = z
  .strictObject({ proposals: z.array(proposal), hasMore: z.boolean().describe('Whether there are more than --limit.') })
  .describe('Proposals to the DAO, latest first.')

const call = z.strictObject({
  target: address,
  contract: z.string().nullable().describe('Null for an address that is none of the platform’s.'),
  function: z.string().nullable().describe('Null where the call is none of the contract’s functions.'),
  arguments: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  value: z.string().describe('Wei.'),
  data: z.string().regex(/^0x([0-9a-fA-F]{2})*$/),
})

/** A call of a proposal as `--json` prints it. */
export type ShownCall = z.output<typeof call>

/** `aiigo vote show` */
export const shown = z
  .strictObject({ proposal, calls: z.array(call) })
  .describe('A proposal with the calls that the DAO would make.')

/** `aiigo vote propose` */
export const proposed = z
  .strictObject({
    proposal: z.string().describe('Its id.'),
    description: z.string(),
    calls: z.array(call),
    transaction: bytes32,
  })
  .describe('The proposal that was made.')

/** `aiigo vote cast` */
export const cast = z
  .strictObject({ proposal: z.string(), vote: choice, transaction: bytes32 })
  .describe('The vote that was cast.')

/** `aiigo vote queue`, `aiigo vote execute` */
export const moved = z
  .strictObject({ proposal: z.string(), transaction: bytes32 })
  .describe('The proposal that was moved on.')
