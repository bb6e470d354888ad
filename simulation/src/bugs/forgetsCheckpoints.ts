import type { Bug } from './Bug.js'

export const forgetsCheckpoints: Bug = {
  name: 'forgetsCheckpoints',
  foundBy: 1,
  description: 'The API confirms a checkpoint that it does not store.',
  statement: (text) => (/^insert into "checkpoint"/i.test(text) ? null : text),
}
