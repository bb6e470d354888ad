import type { TransactionFieldsFragment } from '@aiigo/client'
import { NotRetryableError } from '@aiigo/domain'
import { type Address, erc20Abi, type Hex, isAddressEqual } from 'viem'
import { ensureTokens, type FundDeps, mined } from './fundJob.js'

type Prepared = Pick<TransactionFieldsFragment, 'to' | 'data' | 'value'> & {
  approval: { token: Address; spender: Address; amount: string } | null
}

/** The API is asked for a transaction, not trusted with one. @throws NotRetryableError `WRONG_TRANSACTION` */
export function expectCall({ to, data }: Prepared, contract: Address, isWanted: (data: Hex) => boolean): void {
  if (isAddressEqual(to, contract) && isWanted(data)) return
  throw new NotRetryableError('WRONG_TRANSACTION', `the API prepared another call than was asked for: ${data} to ${to}`)
}

/** Sends a transaction that the API prepared, after the allowance that it needs. @throws NotRetryableError `TRANSACTION_FAILED` */
export async function sendPrepared(
  { to, data, value, approval }: Prepared,
  what: string,
  deps: FundDeps,
): Promise<Hex> {
  const { reader, wallet } = deps
  if (approval) {
    const amount = BigInt(approval.amount)
    await ensureTokens(approval.token, amount, deps)
    const args = [approval.spender, amount] as const
    const allowed = await wallet.writeContract({
      address: approval.token,
      abi: erc20Abi,
      functionName: 'approve',
      args,
    })
    await mined(reader, allowed, `allowing the escrow to take what ${what} needs`)
  }
  return mined(reader, await wallet.sendTransaction({ to, data, value: BigInt(value) }), what)
}
