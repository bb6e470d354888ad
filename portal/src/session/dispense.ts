import { parseAmount } from '@aiigo/domain'
import { type Address, encodeFunctionData, erc20Abi, type Hex, numberToHex, parseAbi } from 'viem'
import { developmentProvider } from './developmentProvider.js'
import type { Session } from './openSession.js'

/** Money of the local chain that one click gives, in whole tokens. */
export const GIFTS = { ETH: '1', USDC: '1000', AIIGO: '1000' } as const
export type GiftToken = keyof typeof GIFTS

const testUsdc = parseAbi(['function mint(address to, uint256 amount)'])

/**
 * Sends money of the local chain to the session's wallet, and waits until it has it.
 * @param from The development wallet that pays; the test USDC is made anew.
 */
export async function dispense({ address, connection }: Session, symbol: GiftToken, from: Address): Promise<void> {
  const { address: token, decimals } = connection.token(symbol)
  const amount = parseAmount(GIFTS[symbol], decimals)
  const args = [address, amount] as const
  const callOf = (of: 'USDC' | 'AIIGO'): Hex =>
    of === 'USDC'
      ? encodeFunctionData({ abi: testUsdc, functionName: 'mint', args })
      : encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args })
  const transaction =
    symbol === 'ETH' ? { to: address, value: numberToHex(amount) } : { to: token, data: callOf(symbol) }
  const wallet = developmentProvider(from)
  const hash = (await wallet.request({ method: 'eth_sendTransaction', params: [{ from, ...transaction }] })) as Hex
  const { status } = await connection.reader.waitForTransactionReceipt({ hash })
  if (status !== 'success') throw new Error(`expected the local chain to send ${GIFTS[symbol]} ${symbol}, it refused`)
}
