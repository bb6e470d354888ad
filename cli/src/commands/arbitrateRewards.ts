import { defineCommand } from '../Command.js'

export default defineCommand({
  examples: ['aiigo arbitrate rewards'],
  schemas: async () => ({ result: (await import('../schemas/arbitrate.js')).rewards }),
  async run(context, input) {
    const [{ withArbitrator }, { amountOf }, { tokenOf }] = await Promise.all([
      import('../arbitrate/withArbitrator.js'),
      import('@aiigo/terminal/money'),
      import('../job/describeJob.js'),
    ])
    return withArbitrator(context, input, async ({ arbitrator, platform: { paymentTokens } }) => {
      const [rewards, owed] = await Promise.all([
        arbitrator.rewards({ signal: context.signal }),
        Promise.all(paymentTokens.map(async (token) => ({ token, amount: await arbitrator.owed(token.address) }))),
      ])
      return {
        rewards: rewards.map(({ taskId, ruling, token, amount, at, transaction }) => ({
          ...{ taskId, ruling, transaction, at: new Date(at * 1_000).toISOString() },
          amount: amountOf(amount, tokenOf(paymentTokens, token)),
        })),
        withdrawable: owed.flatMap(({ token, amount }) => (amount > 0n ? [amountOf(amount, token)] : [])),
      }
    })
  },
  async show({ rewards, withdrawable }, output) {
    const { money } = await import('@aiigo/terminal/money')
    if (rewards.length === 0) output.line('there is no reward yet')
    await output.table(
      [
        { title: 'AT', value: ({ at }) => at },
        { title: 'TASK', value: ({ taskId }) => taskId, mayShrink: true },
        { title: 'RULING', value: ({ ruling }) => ruling },
        { title: 'REWARD', value: ({ amount }) => money(amount), isRight: true },
      ],
      rewards,
    )
    if (withdrawable.length > 0) {
      output.line(`in the escrow: ${withdrawable.map(money).join(' and ')}`)
      output.line('→ take it out: aiigo balance withdraw')
    }
  },
})
