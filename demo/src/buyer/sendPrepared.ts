import type { TransactionFieldsFragment } from '@aiigo/client'
import { type Address, erc20Abi, type Hex } from 'viem'
import { ensureTokens, type FundDeps, mined } from './fundJob.js'

type Prepared = Pick<TransactionFieldsFragment, 'to' | 'data' | 'value'> & {
  approval: { token: Address; spender: Address; amount: string } | null
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
