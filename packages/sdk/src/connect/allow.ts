import { formatAmount } from '@aiigo/domain'
import { type Address, erc20Abi, isAddressEqual } from 'viem'
import { sdkError } from '../errors.js'
import type { Connection, SendOptions } from './Connection.js'

/** Tokens that a contract may take out of the wallet, once. */
export interface WantedAllowance {
  readonly token: Address
  readonly spender: Address
  /** Base units; exactly this much is allowed. */
  readonly amount: bigint
}

/** An allowance with the words of what it is for. */
export interface NamedAllowance extends WantedAllowance {
  readonly what: string
}

/** @throws NotRetryableError `NOT_ENOUGH_MONEY` when the wallet has less than the amount, base units */
export async function expectBalance(connection: Connection, token: Address, amount: bigint): Promise<void> {
  const { reader, signer, paymentTokens } = connection
  const owner = signer.address
  const balance = await reader.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [owner] })
  if (balance >= amount) return
  const known = paymentTokens.find(({ address }) => isAddressEqual(address, token))
  const [has, needs] = [balance, amount].map((value) => formatAmount(value, known?.decimals ?? 0))
  throw sdkError(
    'NOT_ENOUGH_MONEY',
    `expected ${needs} ${known?.symbol ?? token} at ${owner}, it has ${has}; send it the rest`,
  )
}

/** Whether the contract may take the tokens already. */
export async function isAllowed(connection: Connection, { token, spender, amount }: WantedAllowance): Promise<boolean> {
  const { reader, signer } = connection
  const args = [signer.address, spender] as const
  return (await reader.readContract({ address: token, abi: erc20Abi, functionName: 'allowance', args })) >= amount
}

/** Sends the allowance. @throws what `Sender.send` throws */
export async function approve(connection: Connection, wanted: NamedAllowance, options: SendOptions): Promise<void> {
  const { token, spender, amount, what } = wanted
  const call = { address: token, abi: erc20Abi, functionName: 'approve', args: [spender, amount] } as const
  await connection.sender.send(call, `allowing ${what}`, options)
}

/**
 * Allows a contract to take tokens out of the wallet, where it may not yet.
 * @throws NotRetryableError `NOT_ENOUGH_MONEY` when the wallet has less; what `Sender.send` throws
 */
export async function allow(connection: Connection, wanted: NamedAllowance, options: SendOptions = {}): Promise<void> {
  const [isThere] = await Promise.all([
    isAllowed(connection, wanted),
    expectBalance(connection, wanted.token, wanted.amount),
  ])
  if (!isThere) await approve(connection, wanted, options)
}
