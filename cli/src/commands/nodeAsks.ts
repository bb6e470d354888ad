import { PASSWORD_OPTION, usageError } from '@aiigo/terminal'
import { defineCommand } from '../Command.js'
import { NODE } from '../node/arguments.js'

const TOKENS = ['eth', 'usdc', 'aiigo'] as const

export default defineCommand({
  arguments: [NODE],
  options: [
    ...TOKENS.map((token) => ({
      flags: `--${token} <PRICE>`,
      about: `whole ${token.toUpperCase()} for an hour of one unit (GPU, CPU), else for a unit of usage; 0: take none`,
    })),
    { flags: '--usd <PRICE>', about: 'the same in dollars, for every token that has a price and no option' },
    PASSWORD_OPTION,
  ],
  examples: [
    'aiigo node asks community-1',
    'aiigo node asks community-1 --usd 0.05',
    'aiigo node asks community-1 --eth 0.00002 --usdc 0.05 --aiigo 0',
  ],
  schemas: async () => ({ result: (await import('../schemas/node.js')).asks }),
  async run(context, input) {
    const [{ withNode }, { asksOf }, { sendTransaction }, { fromUsd, parseAmount, rateOf, USD_DECIMALS }] =
      await Promise.all([
        import('../node/withNode.js'),
        import('../node/describeNode.js'),
        import('../session/sendTransaction.js'),
        import('@aiigo/domain'),
      ])
    const dollars = input.text('usd')
    const usd = dollars === undefined ? null : parseAmount(dollars, USD_DECIMALS)
    const given = TOKENS.flatMap((token) => {
      const price = input.text(token)
      return price === undefined ? [] : [{ symbol: token.toUpperCase(), price }]
    })
    return withNode(context, input, async ({ provider, platform, node: { id, resourceType } }) => {
      const { paymentTokens } = platform
      for (const { symbol } of given) {
        if (paymentTokens.some((token) => token.symbol === symbol)) continue
        const known = paymentTokens.map((token) => token.symbol).join(', ')
        throw usageError(context.command, `expected a token of the platform (${known}), got ${symbol}`)
      }
      const asks = paymentTokens.flatMap((token) => {
        const own = given.find(({ symbol }) => symbol === token.symbol)
        if (own) {
          return [{ token: token.address, rate: rateOf(resourceType, parseAmount(own.price, token.decimals)) }]
        }
        if (usd === null || token.usd === null) return []
        const answer = parseAmount(token.usd, USD_DECIMALS)
        const price = fromUsd(usd, token.decimals, { answer, decimals: USD_DECIMALS })
        return [{ token: token.address, rate: rateOf(resourceType, price) }]
      })
      if (asks.length === 0 && usd !== null) {
        throw usageError(
          context.command,
          'expected a token with a price in dollars, the platform has none now',
          `name a price in the token: aiigo ${context.command} ${id} --eth 0.00002`,
        )
      }
      const sending = { doing: 'setting the prices', look: `aiigo node asks ${id}` }
      const transaction =
        asks.length === 0
          ? null
          : await sendTransaction(context, sending, (options) => provider.setAsks(id, asks, options))
      const rates = await Promise.all(
        paymentTokens.map(async ({ address: token }) => ({ token, rate: await provider.ask(id, token) })),
      )
      return { nodeId: id, asks: asksOf(platform, resourceType, rates), transaction }
    })
  },
  async show({ nodeId, asks, transaction }, output) {
    const { askText } = await import('../node/describeNode.js')
    if (asks.length === 0) output.line(`node ${nodeId} asks no price: it takes no jobs`)
    output.facts(asks.map((ask) => [ask.token, askText(ask)] as const))
    if (transaction) output.line('an agent that starts sets the prices of its AGENT_ASKS again: change that, too')
  },
})
