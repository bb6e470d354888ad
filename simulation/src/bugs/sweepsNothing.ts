import type { Bug } from './Bug.js'

export const sweepsNothing: Bug = {
  name: 'sweepsNothing',
  foundBy: 2,
  description: 'The deadline sweep finds no job, so a deadline that the queues have forgotten never comes.',
  statement: (text) => (/end as reason, a\.id as offer_id/.test(text) ? null : text),
}
