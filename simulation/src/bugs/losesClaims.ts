import type { Bug } from './Bug.js'

export const losesClaims: Bug = {
  name: 'losesClaims',
  foundBy: 34,
  description: 'A message that a worker takes straight from the outbox is marked as done before it has run.',
  statement: (text) =>
    text.replace(
      /(update outbox set )(claimed_until = [^\n]*\n\s*where id in \(select id from wanted\))/,
      '$1dispatched_at = now(), $2',
    ),
}
