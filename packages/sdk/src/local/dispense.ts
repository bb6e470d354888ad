import { LOCAL_CHAIN_ID, testUsdcAbi } from '@aiigo/chain'
import { parseAmount } from '@aiigo/domain'
import {
  type Account,
  type Address,
  type Chain,
  encodeFunctionData,
  erc20Abi,
  type Hex,
  type Transport,
  type WalletClient,
} from 'viem'
import type { Connection } from '../connect/Connection.js'
import { chainFailure } from '../connect/chainFailure.js'
import { sdkError } from '../errors.js'

/** Money of a local chain that one gift is, in whole tokens. */
export const GIFTS = { ETH: '1', USDC: '1000', AIIGO: '1000' } as const

/** A token that a local chain gives away. */
export type GiftToken = keyof typeof GIFTS

/** Name of the development wallet that has ETH and AIIGO to give away: `findPlatform(…).developmentWallets`. */
export const GIVER = 'Staker'

/** A gift: to whom, of what, from whom. */
export interface Gift {
  readonly to: Address
  readonly token: GiftToken
  /** Whole tokens as decimal text; default: as in `GIFTS`. */
  readonly amount?: string
  /** A WalletClient of the development wallet that pays; the test USDC is made anew. */
  readonly giver: WalletClient<Transport, Chain | undefined, Account>
}

/** The amount that arrived, in base units. */
export interface Dispensed {
  readonly amount: bigint
  readonly transaction: Hex
}

/**
 * Sends money of a local chain, and waits until it has arrived.
 * @throws NotRetryableError `WRONG_CHAIN` on any chain but 31337, `UNKNOWN_TOKEN`, `REVERTED`, `BAD_AMOUNT`;
 * RetryableError `CHAIN_UNREACHABLE`
 * @example await dispense(connection, { to: wallet.address, token: 'USDC', giver })
 */
export async function dispense(
  { chainId, reader, token: tokenOf }: Pick<Connection, 'chainId' | 'reader' | 'token'>,
  { to, token: symbol, amount: text = GIFTS[symbol], giver }: Gift,
): Promise<Dispensed> {
  if (chainId !== LOCAL_CHAIN_ID) {
    throw sdkError('WRONG_CHAIN', `expected the local chain ${LOCAL_CHAIN_ID}, which gives money away, got ${chainId}`)
  }
  const { address: token, decimals } = tokenOf(symbol)
  const amount = parseAmount(text, decimals)
  const args = [to, amount] as const
  const what = `giving ${text} ${symbol}`
  const transactionOf = (): { to: Address; value?: bigint; data?: Hex } => {
    if (symbol === 'ETH') return { to, value: amount }
    if (symbol === 'USDC') {
      return { to: token, data: encodeFunctionData({ abi: testUsdcAbi, functionName: 'mint', args }) }
    }
    return { to: token, data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args }) }
  }
  try {
    const hash = await giver.sendTransaction({ ...transactionOf(), account: giver.account, chain: giver.chain ?? null })
    const { status } = await reader.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw sdkError('REVERTED', `the local chain refused ${what} (${hash})`)
    return { amount, transaction: hash }
  } catch (error) {
    throw chainFailure(error, what)
  }
}
