import { LOCAL_CHAIN_ID, testUsdcAbi } from '@aiigo/chain'
import { type Address, erc20Abi, type Hex, isAddressEqual } from 'viem'
import type { Connection, SendOptions } from '../connect/Connection.js'
import { sdkError } from '../errors.js'

/**
 * Mints what the wallet lacks of the local test USDC.
 * @param amount Base units that the wallet shall have at least.
 * @returns the transaction; null when the wallet has enough, or the token is another
 * @throws NotRetryableError `WRONG_CHAIN` on any chain but 31337
 * @example await mintTestUsdc(connection, usdc, 5_000_000n)
 */
export async function mintTestUsdc(
  { chainId, paymentTokens, reader, sender, signer }: Connection,
  token: Address,
  amount: bigint,
  options: SendOptions = {},
): Promise<Hex | null> {
  if (chainId !== LOCAL_CHAIN_ID) {
    throw sdkError('WRONG_CHAIN', `expected the local chain ${LOCAL_CHAIN_ID} to mint test money on, got ${chainId}`)
  }
  const usdc = paymentTokens.find(({ symbol }) => symbol === 'USDC')
  if (!usdc || !isAddressEqual(usdc.address, token)) return null
  const owner = signer.address
  const balance = await reader.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [owner] })
  if (balance >= amount) return null
  const call = { address: token, abi: testUsdcAbi, functionName: 'mint', args: [owner, amount - balance] }
  return sender.send(call, 'minting test USDC', options)
}
