import type { Bug } from './Bug.js'

export const forgetsRefunds: Bug = {
  name: 'forgetsRefunds',
  foundBy: 1,
  description: 'A job that follows its task to its end does not record that the chain has returned the deposit.',
  statement: (text) => text.replace(/^(update "job" set .*)"refunded" = true/, '$1"refunded" = "refunded"'),
}
