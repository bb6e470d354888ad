import type { Address, Hex } from 'viem'
import { apiError } from '../../graphql/apiError.js'
import { type EscrowPermitDeps, escrowPermitData, expectSigned, toEscrowPermit } from './escrowPermit.js'
import type { EscrowPermit, TransactionRequest } from './jobPayload.type.js'
import { permitDepositTransaction } from './jobTransactions.js'

/** How long a permit for a deposit is good, seconds: the time of a person at the wallet's prompt, and of a block. */
const PERMIT_SECONDS = 3_600

/** An amount that an account puts into its balance in the escrow. */
interface Deposit {
  /** Of the platform's payment tokens. */
  token: Address
  account: Address
  /** Base units of the token. */
  amount: bigint
}

/**
 * A deposit by a permit (EIP-2612): the wallet signs for the amount, and sends one transaction. As for the deposit of a
 * job, another account that sees the permit can only have the escrow allowed the same amount.
 */
export function createDepositPermit(deps: EscrowPermitDeps) {
  const { now } = deps
  const typedDataFor = ({ token, account, amount }: Deposit, deadline: bigint) =>
    escrowPermitData(deps, { token, owner: account, value: amount, deadline })

  return {
    /** Typed data for the account to sign; null where a permit is of no use. */
    async permit(deposit: Deposit): Promise<EscrowPermit | null> {
      const typed = await typedDataFor(deposit, BigInt(Math.floor(now() / 1_000) + PERMIT_SECONDS))
      return typed && toEscrowPermit(typed)
    },

    /** The transaction that carries the signed permit. @param deadline of the permit */
    async transaction(deposit: Deposit, deadline: Date, signature: Hex): Promise<TransactionRequest> {
      if (deadline.getTime() <= now()) {
        const text = `expected a permit that is good, this one ended at ${deadline.toISOString()}; sign depositPermit.typedData again`
        throw apiError('BAD_USER_INPUT', text)
      }
      const typed = await typedDataFor(deposit, BigInt(Math.floor(deadline.getTime() / 1_000)))
      if (!typed) {
        const text = 'expected a deposit that depositPermit has a permit for, it has none now; use depositTransaction'
        throw apiError('BAD_USER_INPUT', text)
      }
      const permit = await expectSigned(typed, signature, 'depositPermit')
      const { token, account, amount } = deposit
      return permitDepositTransaction(deps.deployment, token, account, amount, permit)
    },
  }
}
