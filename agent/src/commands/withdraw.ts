import { PASSWORD_OPTION, TAKE_OUT_OPTIONS } from '@aiigo/terminal'
import { defineCommand } from '../settings/Settings.js'

export default defineCommand({
  arguments: [{ name: 'TOKEN', about: 'ETH, USDC or AIIGO; default: all of them', isOptional: true }],
  options: [...TAKE_OUT_OPTIONS, PASSWORD_OPTION],
  examples: ['aiigo-agent withdraw', 'aiigo-agent withdraw ETH --to 0x… --yes'],
  schemas: () => import('../schemas/withdraw.js'),
  async run(context, input) {
    const [{ withNode }, { takeOut }, { getAddress, isAddress }, { usageError }] = await Promise.all([
      import('../settings/withNode.js'),
      import('@aiigo/terminal/money'),
      import('viem'),
      import('@aiigo/terminal'),
    ])
    const given = input.text('to')
    if (given !== undefined && !isAddress(given)) {
      throw usageError(context.command, `expected an address as --to, got ${given}`, 'check it, letter by letter')
    }
    return withNode(context, input, async ({ provider, platform }) => {
      const wanted = input.text('TOKEN')
      const only = wanted === undefined ? null : provider.connection.token(wanted).address
      const tokens = platform.paymentTokens.filter(({ address }) => only === null || address === only)
      const to = given === undefined ? null : getAddress(given)
      const money = { ...provider, tokens, address: getAddress(provider.address) }
      return takeOut(context, input, money, to, 'aiigo-agent status')
    })
  },
  async show({ to, withdrawals }, output) {
    const { money } = await import('@aiigo/terminal/money')
    if (withdrawals.length === 0) output.line('nothing is due: the escrow has nothing of yours')
    for (const { amount } of withdrawals) output.line(`sent ${money(amount)} to ${to}`)
  },
})
