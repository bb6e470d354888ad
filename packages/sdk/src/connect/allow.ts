import { formatAmount } from '@aiigo/domain'
import { type Address, erc20Abi, isAddressEqual } from 'viem'
import { sdkError } from '../errors.js'
import type { Connection, SendOptions } from './Connection.js'

/**
 * Allows a contract to take tokens out of the wallet, where it may not yet.
 * @param amount Base units; exactly this much is allowed.
 * @throws NotRetryableError `NOT_ENOUGH_MONEY` when the wallet has less; what `Sender.send` throws
 */
export async function allow(
  connection: Connection,
  wanted: { token: Address; spender: Address; amount: bigint; what: string },
  options: SendOptions = {},
): Promise<void> {
  const { reader, sender, signer, paymentTokens } = connection
  const { token, spender, amount, what } = wanted
  const owner = signer.address
  const erc20 = { address: token, abi: erc20Abi } as const
  const [balance, allowance] = await Promise.all([
    reader.readContract({ ...erc20, functionName: 'balanceOf', args: [owner] }),
    reader.readContract({ ...erc20, functionName: 'allowance', args: [owner, spender] }),
  ])
  if (balance < amount) {
    const known = paymentTokens.find(({ address }) => isAddressEqual(address, token))
    const [has, needs] = [balance, amount].map((value) => formatAmount(value, known?.decimals ?? 0))
    throw sdkError(
      'NOT_ENOUGH_MONEY',
      `expected ${needs} ${known?.symbol ?? token} at ${owner}, it has ${has}; send it the rest`,
    )
  }
  if (allowance >= amount) return
  await sender.send({ ...erc20, functionName: 'approve', args: [spender, amount] }, `allowing ${what}`, options)
}
