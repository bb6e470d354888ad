import type { Bug } from './Bug.js'

export const forgetsEffects: Bug = {
  name: 'forgetsEffects',
  foundBy: 10,
  description: 'The chain writer does not store which effects a transaction carries before it sends the transaction.',
  statement: (text) => (/^insert into "chain_effect"/i.test(text) ? null : text),
}
