import { createStaker, type Proposal, type Staker } from '@aiigo/sdk'
import { CliError, type Input, usageError } from '@aiigo/terminal'
import type { Context } from '../Context.js'
import { type Session, withSession } from '../session/openSession.js'

/** Proposals are looked through page by page, so many at once. */
const PAGE = 20
/** Fewer digits of an id are a mistake sooner than a proposal. */
const LEAST_DIGITS = 6

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

/**
 * A proposal by its id, or by the digits that its id and no other's begins with.
 * @throws CliError `USAGE`, `PROPOSAL_UNKNOWN`
 */
export async function findProposal({ command, signal }: Context, input: Input, staker: Staker): Promise<Proposal> {
  const word = input.required('PROPOSAL')
  const advice = 'see the proposals: aiigo vote proposals'
  // A narrow terminal cuts an id so.
  const digits = word.replace(/…$/, '')
  if (!/^[0-9]{1,78}$/.test(digits)) {
    throw usageError(command, `expected the id of a proposal, a whole number, got ${word}`, advice)
  }
  const begun: Proposal[] = []
  for (let skip = 0; ; skip += PAGE) {
    const page = await staker.proposals({ first: PAGE, skip, signal })
    const found = page.find(({ id }) => id === BigInt(digits))
    if (found) return found
    begun.push(...page.filter(({ id }) => id.toString().startsWith(digits)))
    if (page.length < PAGE) break
  }
  const [only, another] = digits.length < LEAST_DIGITS ? [] : begun
  if (another) {
    throw usageError(command, `expected the id of one proposal, ${begun.length} begin with ${digits}`, advice)
  }
  if (only) return only
  throw new CliError('PROPOSAL_UNKNOWN', `expected a proposal that the subgraph has, got ${word}`, advice)
}
