import { defineCommand } from '../Command.js'

const DAYS = 30
const DAY_MS = 86_400_000

export default defineCommand({
  arguments: [{ name: 'NODE', about: 'id or name of one of your nodes; default: all of them', isOptional: true }],
  options: [{ flags: '--days <N>', about: `of so many days; default: ${DAYS}` }],
  examples: ['aiigo node earnings', 'aiigo node earnings community-1 --days 7'],
  schemas: async () => ({ result: (await import('../schemas/node.js')).earnings }),
  async run(context, input) {
    const [{ findNode, withProvider }, { withdrawableOf }, { tokenOf }, { amountOf }] = await Promise.all([
      import('../node/withNode.js'),
      import('../node/withdrawable.js'),
      import('../job/describeJob.js'),
      import('@aiigo/terminal/money'),
    ])
    const days = input.count('days', { min: 1, max: 365 }) ?? DAYS
    const word = input.text('NODE')
    const { signal } = context
    return withProvider(context, input, 'chain', async ({ provider, platform }) => {
      const nodeId = word === undefined ? null : (await findNode(context, provider, word)).id
      const from = new Date(provider.now() - (days - 1) * DAY_MS)
      const [paid, withdrawable] = await Promise.all([
        provider.pay({ from, signal, ...(nodeId === null ? {} : { nodeId }) }),
        withdrawableOf(provider, platform),
      ])
      return {
        nodeId,
        days: paid.map(({ startsAt, token, tasks, amount }) => ({
          ...{ day: startsAt, tasks, pay: amountOf(amount, tokenOf(platform.paymentTokens, token)) },
        })),
        withdrawable,
      }
    })
  },
  async show({ days, withdrawable }, output) {
    const { money } = await import('@aiigo/terminal/money')
    if (days.length === 0) output.line('no job was paid in this time')
    await output.table(
      [
        { title: 'DAY (UTC)', value: ({ day }) => day.slice(0, 10) },
        { title: 'JOBS', value: ({ tasks }) => String(tasks), isRight: true },
        { title: 'PAY', value: ({ pay }) => money(pay), isRight: true },
      ],
      days,
    )
    if (withdrawable.length > 0) {
      output.line(`in the escrow: ${withdrawable.map(money).join(' and ')}`)
      output.line('→ take it out: aiigo node withdraw')
    }
  },
})
