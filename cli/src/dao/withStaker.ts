import { createStaker, type Proposal, type Staker } from '@aiigo/sdk'
import type { Context } from '../Context.js'
import { CliError, usageError } from '../errors.js'
import type { Input } from '../Input.js'
import { type Session, withSession } from '../session/openSession.js'

/** Proposals are looked through page by page, so many at once. */
const PAGE = 20

/** A session of a staker. */
export interface StakerSession extends Session {
  readonly staker: Staker
}

/** Does something with the wallet that is signed in, as a staker. */
export function withStaker<T>(
  context: Context,
  input: Input,
  work: (session: StakerSession) => Promise<T>,
): Promise<T> {
  return withSession(context, input, 'chain', (session) =>
    work({ ...session, staker: createStaker(session.connection) }),
  )
}

/** The id of a lock. @throws CliError `USAGE` */
export function lockIdOf(command: string, input: Input): bigint {
  const word = input.required('LOCK')
  if (/^[0-9]{1,20}$/.test(word)) return BigInt(word)
  throw usageError(
    command,
    `expected the id of a lock, a whole number, got ${word}`,
    'see your locks: aiigo stake show',
  )
}

/** A proposal by its id. @throws CliError `USAGE`, `PROPOSAL_UNKNOWN` */
export async function findProposal({ command, signal }: Context, input: Input, staker: Staker): Promise<Proposal> {
  const word = input.required('PROPOSAL')
  const advice = 'see the proposals: aiigo vote proposals'
  if (!/^[0-9]{1,78}$/.test(word)) {
    throw usageError(command, `expected the id of a proposal, a whole number, got ${word}`, advice)
  }
  const id = BigInt(word)
  for (let skip = 0; ; skip += PAGE) {
    const page = await staker.proposals({ first: PAGE, skip, signal })
    const found = page.find((proposal) => proposal.id === id)
    if (found) return found
    if (page.length < PAGE) break
  }
  throw new CliError('PROPOSAL_UNKNOWN', `expected a proposal that the subgraph has, got ${word}`, advice)
}
