import { NotRetryableError } from '@aiigo/domain'
import { BaseError, ContractFunctionRevertedError } from 'viem'

/** The contract refused the call, in the simulation or in a block. The caller reads the task again and decides. */
export class TransactionRejected extends NotRetryableError {
  constructor(
    readonly kind: string,
    /** The contract's error, such as `TaskMarketplace_WrongState`; null when it gave none. */
    readonly errorName: string | null,
    readonly details: string,
    options?: ErrorOptions,
  ) {
    super('TRANSACTION_REJECTED', `expected the chain to take ${kind}, it answers ${details}`, options)
  }
}

/**
 * The contract's answer in words: `TaskMarketplace_Overdue(1700000000, 1700000012)`.
 * @returns null when the error is no revert: then the connection, not the contract, is the trouble
 */
export function rejectionOf(kind: string, error: unknown): TransactionRejected | null {
  if (!(error instanceof BaseError)) return null
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError)
  if (!(reverted instanceof ContractFunctionRevertedError)) {
    const message = error.walk()?.message ?? error.message
    return /revert/i.test(message) ? new TransactionRejected(kind, null, message, { cause: error }) : null
  }
  const name = reverted.data?.errorName ?? null
  const args = (reverted.data?.args ?? []).map(String).join(', ')
  const details = name ? `${name}(${args})` : (reverted.reason ?? reverted.signature ?? 'revert without a reason')
  return new TransactionRejected(kind, name, details, { cause: error })
}
