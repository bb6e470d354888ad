import { defineCommand } from '../Command.js'

export default defineCommand({
  examples: ['aiigo stake show'],
  schemas: async () => ({ result: (await import('../schemas/stake.js')).shown }),
  async run(context, input) {
    const [{ withStaker }, { aiigoAmount }, { timeOf }] = await Promise.all([
      import('../dao/withStaker.js'),
      import('../output/aiigoAmount.js'),
      import('@aiigo/terminal/money'),
    ])
    return withStaker(context, input, async ({ staker, platform }) => {
      const { locks, ...position } = await staker.position({ signal: context.signal })
      const amount = (baseUnits: bigint) => aiigoAmount(platform, baseUnits)
      const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()
      return {
        address: staker.address,
        wallet: amount(position.balance),
        staked: amount(position.staked),
        votes: amount(position.votes),
        delegate: position.delegate,
        yieldDue: amount(position.yieldDue),
        unbondingSeconds: position.unbondingSeconds,
        proposalThreshold: amount(position.proposalThreshold),
        locks: locks.map(({ id, lockedAt, endsAt, availableAt, isWithdrawn, ...lock }) => ({
          ...{ lock: id.toString(), amount: amount(lock.amount), lockedAt: iso(lockedAt), endsAt: iso(endsAt) },
          ...{ availableAt: availableAt === null ? null : timeOf(availableAt), isWithdrawn },
        })),
      }
    })
  },
  async show({ address, wallet, staked, votes, delegate, yieldDue, locks }, output) {
    const { money } = await import('@aiigo/terminal/money')
    const isOwn = delegate.toLowerCase() === address.toLowerCase()
    output.facts([
      ['wallet', `${address}, ${money(wallet)}`],
      ['staked', money(staked)],
      ['votes', votes.amount],
      ['votes by', isOwn || /^0x0+$/.test(delegate) ? 'the wallet itself' : delegate],
      ['yield due', money(yieldDue)],
    ])
    type Lock = (typeof locks)[number]
    const stateOf = ({ availableAt, isWithdrawn }: Lock): string =>
      isWithdrawn ? 'withdrawn' : availableAt === null ? 'active' : `available at ${availableAt}`
    if (locks.length > 0) output.line()
    await output.table(
      [
        { title: 'LOCK', value: ({ lock }: Lock) => lock, isRight: true },
        { title: 'AMOUNT', value: ({ amount }) => money(amount), isRight: true },
        { title: 'END OF TERM', value: ({ endsAt }) => endsAt },
        { title: 'STATE', value: stateOf },
      ],
      locks,
    )
    if (yieldDue.baseUnits !== '0') output.line('→ take the yield: aiigo stake yield')
  },
})
