import type { ArgumentSpec } from '@aiigo/terminal'

/** The argument of the commands about a lock. */
export const LOCK: ArgumentSpec = { name: 'LOCK', about: 'id of one of your locks: aiigo stake show' }

/** The argument of the commands about a proposal. */
export const PROPOSAL: ArgumentSpec = {
  name: 'PROPOSAL',
  about: 'id of a proposal, or its first digits: aiigo vote proposals',
}
