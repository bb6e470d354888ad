/**
 * Top earners
 *
 * Providers with the most earnings in a token in the last days, from the escrow's movements in the subgraph.
 *
 * Arguments: the symbol of a token, the number of days.
 */
import { createAnalyst, findPlatform, formatAmount } from '@aiigo/sdk'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const subgraphUrl = process.env.AIIGO_SUBGRAPH_URL
const [symbol = 'ETH', days = '30'] = process.argv.slice(2)

const { paymentTokens } = await findPlatform({ apiUrl })
const token = paymentTokens.find((one) => one.symbol === symbol)
if (!token) throw new Error(`expected one of ${paymentTokens.map((one) => one.symbol).join(', ')}, got ${symbol}`)

// The API answers the subgraph's queries, too.
const analyst = createAnalyst(subgraphUrl ? { subgraphUrl } : { apiUrl })
const since = Math.floor(Date.now() / 1_000) - Number(days) * 86_400
for (const { provider, earned, tasks } of await analyst.topEarners({ token: token.address, since, first: 5 }))
  console.log(provider, formatAmount(earned, token.decimals), symbol, 'for', tasks, 'tasks')
await analyst.close()
