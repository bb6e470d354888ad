import { PASSWORD_OPTION, TAKE_OUT_OPTIONS, usageError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'

export default defineCommand({
  arguments: [{ name: 'TOKEN', about: 'ETH, USDC or AIIGO; default: all of them', isOptional: true }],
  options: [...TAKE_OUT_OPTIONS, PASSWORD_OPTION],
  examples: ['aiigo balance withdraw', 'aiigo balance withdraw USDC --to 0x…'],
  schemas: async () => ({ result: (await import('../schemas/balance.js')).withdrawn }),
  async run(context, input) {
    const [{ withSession }, { takeOut }, { getAddress, isAddress }] = await Promise.all([
      import('../session/openSession.js'),
      import('@aiigo/terminal/money'),
      import('viem'),
    ])
    const given = input.text('to')
    if (given !== undefined && !isAddress(given)) {
      throw usageError(context.command, `expected an address as --to, got ${given}`, 'check it, letter by letter')
    }
    return withSession(context, input, 'chain', async ({ buyer, connection, platform }) => {
      const wanted = input.text('TOKEN')
      const only = wanted === undefined ? null : connection.token(wanted).address
      const tokens = platform.paymentTokens.filter(({ address }) => only === null || address === only)
      const to = given === undefined ? null : getAddress(given)
      return takeOut(context, input, { ...buyer, tokens, address: getAddress(buyer.address) }, to, 'aiigo balance')
    })
  },
  async show({ to, withdrawals }, output) {
    const { money } = await import('@aiigo/terminal/money')
    if (withdrawals.length === 0) output.line('nothing is due: the escrow has nothing of yours')
    for (const { amount } of withdrawals) output.line(`sent ${money(amount)} to ${to}`)
  },
})
