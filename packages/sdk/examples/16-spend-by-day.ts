/**
 * Spend by day
 *
 * The cost of a buyer's settled tasks, by day (UTC) and token. Everybody may read it, because it is on the chain.
 *
 * Argument: the address of a buyer.
 */
import { connect, createAnalyst, formatAmount } from '@aiigo/sdk'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const buyer = (process.argv[2] ?? '').toLowerCase() as `0x${string}`

const connection = await connect({ apiUrl })
const analyst = createAnalyst({ client: connection.client })
const spent = new Map<string, bigint>()
const where = { buyer, state: 'SETTLED' } as const
for await (const { token, cost, updatedAt } of analyst.tasks({ where })) {
  const day = new Date(Number(updatedAt) * 1_000).toISOString().slice(0, 10)
  const key = `${day} ${token}`
  spent.set(key, (spent.get(key) ?? 0n) + BigInt(cost ?? 0))
}
for (const [key, amount] of [...spent].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const [day = '', address = ''] = key.split(' ')
  const { symbol, decimals } = connection.token(address)
  console.log(day, formatAmount(amount, decimals), symbol)
}
await connection.close()
