import type { Stack } from '@aiigo/devstack'
import { type Buyer, connect, createBuyer } from '@aiigo/sdk'
import { privateKeyToAccount } from 'viem/accounts'

/** A buyer of a stack, signed in. */
export async function buyerOf(stack: Stack, privateKey: `0x${string}`): Promise<Buyer> {
  const { api: apiUrl, ethereumRpc: rpcUrl } = stack.urls
  const buyer = createBuyer(await connect({ apiUrl, rpcUrl, wallet: privateKeyToAccount(privateKey) }))
  await buyer.signIn()
  return buyer
}
