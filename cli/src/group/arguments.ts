import type { ArgumentSpec } from '@aiigo/terminal'

/** The argument of every command about a group. */
export const GROUP: ArgumentSpec = { name: 'GROUP', about: 'the id of one of your groups: aiigo group list' }
