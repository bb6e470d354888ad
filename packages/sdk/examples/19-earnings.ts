/**
 * Read a provider's earnings and withdraw them
 *
 * Pay by day and token, the balances in the escrow, and their withdrawal to the wallet.
 */
import { connect, createProvider, findPlatform, formatAmount } from '@aiigo/sdk'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)

const { rpcUrl } = await findPlatform({ apiUrl })
const connection = await connect({ apiUrl, rpcUrl, wallet })
const provider = createProvider(connection)
await provider.signIn()

const from = new Date(Date.now() - 30 * 86_400_000)
for (const { startsAt, token, amount, tasks } of await provider.pay({ from })) {
  const { symbol, decimals } = connection.token(token)
  console.log(startsAt, formatAmount(BigInt(amount), decimals), symbol, 'for', tasks, 'tasks')
}
for (const { symbol, token, amount } of await provider.earnings()) {
  if (amount === 0n) continue
  const { decimals } = connection.token(token)
  const { transaction } = await provider.withdraw(token)
  console.log('withdrew', formatAmount(amount, decimals), symbol, transaction)
}
await provider.close()
