/**
 * Sign in and say who I am
 *
 * The account as the API confirms it, with the wallet's money and its balance in the escrow.
 */
import { connect, createBuyer, findPlatform, formatAmount, readAccount } from '@aiigo/sdk'
import { privateKeyToAccount } from 'viem/accounts'

const apiUrl = process.env.AIIGO_API_URL ?? 'http://127.0.0.1:4000/graphql'
const wallet = privateKeyToAccount(process.env.AIIGO_PRIVATE_KEY as `0x${string}`)

const { rpcUrl } = await findPlatform({ apiUrl })
const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet }))
await buyer.signIn()

const { address, createdAt, nodeIds } = await readAccount(buyer.connection)
console.log(`${address}, known since ${createdAt}, with ${nodeIds.length} nodes`)
for (const { symbol, address: token, decimals } of buyer.connection.paymentTokens) {
  const [owns, inEscrow] = await Promise.all([buyer.balance(token), buyer.owed(token)])
  console.log(`${symbol}: ${formatAmount(owns, decimals)}, in the escrow ${formatAmount(inEscrow, decimals)}`)
}
await buyer.close()
