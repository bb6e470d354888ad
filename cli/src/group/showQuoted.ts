import { printable } from '@aiigo/domain'
import type { Output } from '@aiigo/terminal'
import { shortMoney } from '@aiigo/terminal/money'
import type { GroupQuoted } from '../schemas/quote.js'
import { moneyOf } from './describeGroup.js'

/** Prints what a file of several jobs would cost. */
export async function showQuoted(quote: GroupQuoted, output: Output): Promise<void> {
  const { group, jobs, atOnce, rounds, seconds, costs, steps, warnings } = quote
  const deposits = costs.flatMap(({ deposit }) => deposit ?? [])
  const unpriced = costs.reduce((sum, cost) => sum + cost.unpriced, 0)
  const without = unpriced > 0 ? `, without ${unpriced} jobs that no node could take` : ''
  output.facts([
    ['group', printable(group)],
    ['jobs', `${jobs}, ${atOnce} at once`],
    ['expected cost', `${moneyOf(costs.map(({ expectedCost }) => expectedCost))}${without}`],
    ['high cost', moneyOf(costs.map(({ highCost }) => highCost))],
    ['its deposits', deposits.length > 0 ? `${moneyOf(deposits)}: the most that it costs` : null],
    ['run time', rounds === null ? null : `at most ${seconds} s in ${rounds} rounds, if no node is lost to others`],
  ])
  output.line()
  await output.table(
    [
      { title: 'STEP', value: ({ key }) => key },
      { title: 'JOBS', value: (step) => String(step.jobs), isRight: true },
      { title: 'AT ONCE', value: (step) => String(step.atOnce), isRight: true },
      { title: 'FREE NODES', value: (step) => String(step.availableCount), isRight: true },
      { title: 'OF', value: (step) => String(step.nodeCount), isRight: true },
      {
        title: 'COST OF ONE',
        value: ({ expectedCost }) => (expectedCost ? shortMoney(expectedCost) : ''),
        isRight: true,
        mayShrink: true,
      },
    ],
    steps,
  )
  for (const { message } of warnings) output.line(`note: ${printable(message)}`)
}
