import { protocolErrorsAbi, taskMarketplaceAbi } from '@aiigo/chain'
import { NotRetryableError } from '@aiigo/domain'
import { BaseError, ContractFunctionRevertedError, decodeErrorResult, type Hex } from 'viem'

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
  const details = name ? wordsOf(name, reverted.data?.args) : (reverted.reason ?? reverted.signature ?? NO_REASON)
  return new TransactionRejected(kind, name, details, { cause: error })
}

const NO_REASON = 'revert without a reason'
const BATCH_ERRORS = [...taskMarketplaceAbi, ...protocolErrorsAbi]

const wordsOf = (name: string, args: readonly unknown[] | undefined): string =>
  `${name}(${(args ?? []).map(String).join(', ')})`

/** The revert data of a batch's item in the same words; the contract keeps the first 228 bytes of it. */
export function refusalWords(reason: Hex): string {
  if (reason === '0x') return NO_REASON
  try {
    const { errorName, args } = decodeErrorResult({ abi: BATCH_ERRORS, data: reason })
    return wordsOf(errorName, args as readonly unknown[] | undefined)
  } catch {
    return reason
  }
}

/** The answer for a step that another process has given up (`giveUpEffect`) before it was sent. */
export function givenUp(kind: string): TransactionRejected {
  return new TransactionRejected(kind, null, 'nothing: the step was given up before it was sent')
}

/** A refusal that was recorded in words. */
export function rejectionFrom(kind: string, words: string): TransactionRejected {
  return new TransactionRejected(kind, /^(\w+)\(/.exec(words)?.[1] ?? null, words)
}
