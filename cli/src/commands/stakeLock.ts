import { PASSWORD_OPTION } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'

const DAY_SECONDS = 86_400

export default defineCommand({
  arguments: [{ name: 'AMOUNT', about: 'whole AIIGO, such as 1000' }],
  options: [
    { flags: '--days <N>', about: 'term: the longer, the more yield; an earlier end costs 5 %' },
    YES,
    PASSWORD_OPTION,
  ],
  examples: ['aiigo stake lock 1000', 'aiigo stake lock 1000 --days 90'],
  schemas: async () => ({ result: (await import('../schemas/stake.js')).moved }),
  async run(context, input) {
    const [{ withStaker }, { aiigoAmount }, { parseAiigo }, { money }, { sendTransaction }, { usageError }] =
      await Promise.all([
        import('../dao/withStaker.js'),
        import('../output/aiigoAmount.js'),
        import('../output/parseAiigo.js'),
        import('@aiigo/terminal/money'),
        import('../session/sendTransaction.js'),
        import('@aiigo/terminal'),
      ])
    const amount = parseAiigo(context.command, input.required('AMOUNT'))
    const days = input.count('days', { min: 0, max: 36_500 }) ?? 0
    return withStaker(context, input, async ({ staker, platform }) => {
      const locked = aiigoAmount(platform, amount)
      const { maxTermSeconds, unbondingSeconds } = await staker.position({ signal: context.signal })
      if (days * DAY_SECONDS > maxTermSeconds) {
        throw usageError(
          context.command,
          `expected a term of at most ${Math.floor(maxTermSeconds / DAY_SECONDS)} days, got ${days}`,
        )
      }
      const term = days === 0 ? 'without a term' : `for ${days} days; an earlier end costs 5 %`
      await confirmSpending(
        context,
        input,
        `Lock ${money(locked)} ${term}? After its end it unbonds for ${Math.ceil(unbondingSeconds / DAY_SECONDS)} days.`,
      )
      const sending = { doing: `locking ${locked.amount} AIIGO`, look: 'aiigo stake show' }
      const transaction = await sendTransaction(context, sending, (options) =>
        staker.lock(amount, { ...options, termSeconds: days * DAY_SECONDS }),
      )
      const { staked } = await staker.position({ signal: context.signal })
      return { amount: locked, transaction, staked: aiigoAmount(platform, staked) }
    })
  },
  async show({ amount, staked }, output) {
    const { money } = await import('@aiigo/terminal/money')
    output.line(`locked ${money(amount)}; ${money(staked)} are staked now`)
    output.line('→ its id and its term: aiigo stake show')
  },
})
