import type { Bug } from './Bug.js'

export const penalisesTwice: Bug = {
  name: 'penalisesTwice',
  foundBy: 14,
  description: 'The chain-sync takes reputation for a failed challenge once more than the chain has taken it.',
  statement: (text) =>
    text.replace(
      /^insert into challenge \(.*\) values \('\w+', '(\w+)', .*, 'FAILED'\)/,
      `with again as (update node set reputation = reputation - 1 where id = '$1') $&`,
    ),
}
