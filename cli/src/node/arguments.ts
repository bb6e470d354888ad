import type { ArgumentSpec } from '@aiigo/terminal'

/** The argument of every command about a node of the wallet. */
export const NODE: ArgumentSpec = { name: 'NODE', about: 'id or name of one of your nodes: aiigo node list' }

/** An amount of stake. */
export const STAKE: ArgumentSpec = { name: 'AMOUNT', about: 'whole AIIGO, such as 500' }
