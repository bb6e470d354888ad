import { defineCommand } from '../Command.js'

export default defineCommand({
  examples: ['aiigo balance', 'aiigo balance deposit 0.01 ETH', 'aiigo balance withdraw'],
  schemas: () => import('../schemas/balance.js'),
  async run(context, input) {
    const [{ withSession }, { amountOf }] = await Promise.all([
      import('../session/openSession.js'),
      import('@aiigo/terminal/money'),
    ])
    return withSession(context, input, 'chain', async ({ buyer, platform }) => ({
      address: buyer.address,
      balances: await Promise.all(
        platform.paymentTokens.map(async (token) => {
          const [wallet, escrow] = await Promise.all([buyer.balance(token.address), buyer.owed(token.address)])
          return { wallet: amountOf(wallet, token), escrow: amountOf(escrow, token) }
        }),
      ),
    }))
  },
  async show({ address, balances }, output) {
    const { money } = await import('@aiigo/terminal/money')
    output.line(output.style.bold(address))
    await output.table(
      [
        { title: 'TOKEN', value: ({ wallet }) => wallet.symbol },
        { title: 'WALLET', value: ({ wallet }) => money(wallet), isRight: true },
        { title: 'ESCROW', value: ({ escrow }) => money(escrow), isRight: true },
      ],
      balances,
    )
    if (balances.some(({ escrow }) => escrow.baseUnits !== '0')) output.line('→ take it out: aiigo balance withdraw')
  },
})
