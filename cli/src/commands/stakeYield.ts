import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'

export default defineCommand({
  options: [PASSWORD_OPTION],
  examples: ['aiigo stake yield'],
  schemas: async () => ({ result: (await import('../schemas/stake.js')).paid }),
  async run(context, input) {
    const [{ withStaker }, { aiigoAmount }, { sendTransaction }] = await Promise.all([
      import('../dao/withStaker.js'),
      import('../output/aiigoAmount.js'),
      import('../session/sendTransaction.js'),
    ])
    return withStaker(context, input, async ({ staker, platform }) => {
      const { yieldDue } = await staker.position({ signal: context.signal })
      const sending = { doing: 'taking the yield', look: 'aiigo stake show' }
      const transaction = await sendTransaction(context, sending, (options) => staker.claimYield(options))
      return { amount: aiigoAmount(platform, yieldDue), transaction }
    })
  },
  async show({ amount, transaction }, output) {
    const { money } = await import('@aiigo/terminal/money')
    output.line(transaction === null ? 'no yield is due' : `took the yield, ${money(amount)} or a little more`)
  },
})
