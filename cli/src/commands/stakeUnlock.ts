import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { LOCK } from '../dao/arguments.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'

export default defineCommand({
  arguments: [LOCK],
  options: [YES, PASSWORD_OPTION],
  examples: ['aiigo stake unlock 7'],
  schemas: async () => ({ result: (await import('../schemas/stake.js')).moved }),
  async run(context, input) {
    const [{ withStaker }, { findLock }, { aiigoAmount }, { money }, { sendTransaction }] = await Promise.all([
      import('../dao/withStaker.js'),
      import('../dao/findLock.js'),
      import('../output/aiigoAmount.js'),
      import('@aiigo/terminal/money'),
      import('../session/sendTransaction.js'),
    ])
    return withStaker(context, input, async ({ staker, platform, connection }) => {
      const { id, amount, endsAt } = await findLock(context, input, { staker })
      const { timestamp } = await connection.reader.getBlock({ blockTag: 'latest' })
      const isEarly = Number(timestamp) < endsAt
      // 5 %, as the contract burns it.
      const burnt = isEarly ? money(aiigoAmount(platform, amount / 20n)) : null
      await confirmSpending(
        context,
        input,
        `End the lock of ${money(aiigoAmount(platform, amount))}? Its votes and its yield end now.${
          burnt === null ? '' : ` Its term has not ended: ${burnt} are burnt.`
        }`,
      )
      const sending = { doing: `ending lock ${id}`, look: 'aiigo stake show' }
      const transaction = await sendTransaction(context, sending, (options) => staker.unstake(id, options))
      const { staked } = await staker.position({ signal: context.signal })
      return { amount: aiigoAmount(platform, amount), transaction, staked: aiigoAmount(platform, staked) }
    })
  },
  async show({ amount }, output) {
    const { money } = await import('@aiigo/terminal/money')
    output.line(`ended the lock of ${money(amount)}; it unbonds`)
    output.line('→ when it is available: aiigo stake show; then: aiigo stake withdraw LOCK')
  },
})
