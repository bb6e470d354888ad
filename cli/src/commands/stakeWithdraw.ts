import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { LOCK } from '../dao/arguments.js'

export default defineCommand({
  arguments: [LOCK],
  options: [PASSWORD_OPTION],
  examples: ['aiigo stake withdraw 7'],
  schemas: async () => ({ result: (await import('../schemas/stake.js')).moved }),
  async run(context, input) {
    const [{ withStaker }, { findLock }, { aiigoAmount }, { sendTransaction }] = await Promise.all([
      import('../dao/withStaker.js'),
      import('../dao/findLock.js'),
      import('../output/aiigoAmount.js'),
      import('../session/sendTransaction.js'),
    ])
    return withStaker(context, input, async ({ staker, platform }) => {
      const { id, amount } = await findLock(context, input, { staker })
      const sending = { doing: `withdrawing lock ${id}`, look: 'aiigo stake show' }
      const transaction = await sendTransaction(context, sending, (options) => staker.withdrawLock(id, options))
      const { staked } = await staker.position({ signal: context.signal })
      return { amount: aiigoAmount(platform, amount), transaction, staked: aiigoAmount(platform, staked) }
    })
  },
  async show({ amount }, output) {
    const { money } = await import('@aiigo/terminal/money')
    output.line(`took ${money(amount)} into your wallet`)
  },
})
