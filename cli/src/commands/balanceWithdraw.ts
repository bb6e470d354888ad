import { PASSWORD_OPTION, usageError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { confirmSpending, YES } from '../job/confirmSpending.js'

export default defineCommand({
  arguments: [{ name: 'TOKEN', about: 'ETH, USDC or AIIGO; default: all of them', isOptional: true }],
  options: [
    { flags: '--to <ADDRESS>', about: 'send it there; default: your own wallet, which needs no confirmation' },
    YES,
    PASSWORD_OPTION,
  ],
  examples: ['aiigo balance withdraw', 'aiigo balance withdraw USDC --to 0x…'],
  schemas: async () => ({ result: (await import('../schemas/balance.js')).withdrawn }),
  async run(context, input) {
    const [{ withSession }, { amountOf, money }, { getAddress, isAddress }] = await Promise.all([
      import('../session/openSession.js'),
      import('@aiigo/terminal/money'),
      import('viem'),
    ])
    const given = input.text('to')
    if (given !== undefined && !isAddress(given)) {
      throw usageError(context.command, `expected an address as --to, got ${given}`, 'check it, letter by letter')
    }
    return withSession(context, input, 'chain', async ({ buyer, connection, platform }) => {
      const { signal, leaves, output } = context
      const to = getAddress(given ?? buyer.address)
      const wanted = input.text('TOKEN')
      const only = wanted === undefined ? null : connection.token(wanted).address
      const tokens = platform.paymentTokens.filter(({ address }) => only === null || address === only)
      const due = await Promise.all(tokens.map(async (token) => ({ token, owed: await buyer.owed(token.address) })))
      const open = due.filter(({ owed }) => owed > 0n)
      if (to !== getAddress(buyer.address) && open.length > 0) {
        const sums = open.map(({ token, owed }) => money(amountOf(owed, token))).join(' and ')
        await confirmSpending(context, input, `Send ${sums} to ${to}?`)
      }
      const withdrawals = []
      for (const { token } of open) {
        const progress = output.progress()
        progress.update(`withdrawing ${token.symbol}`)
        const { amount, transaction } = await buyer
          .withdraw(token.address, {
            ...{ to, signal },
            onTransaction: ({ hash }) =>
              leaves({ goesOn: `the transaction ${hash} (the withdrawal) may be mined`, command: 'aiigo balance' }),
          })
          .finally(() => progress.end())
        if (transaction) withdrawals.push({ amount: amountOf(amount, token), transaction })
      }
      return { to, withdrawals }
    })
  },
  async show({ to, withdrawals }, output) {
    const { money } = await import('@aiigo/terminal/money')
    if (withdrawals.length === 0) output.line('nothing is due: the escrow has nothing of yours')
    for (const { amount } of withdrawals) output.line(`sent ${money(amount)} to ${to}`)
  },
})
