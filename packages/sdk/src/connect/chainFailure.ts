import { AiigoError } from '@aiigo/domain'
import { BaseError, ContractFunctionRevertedError } from 'viem'
import { sdkError } from '../errors.js'

/** Names of viem's errors, which survive minification: viem sets them as text. */
const REJECTED = new Set(['UserRejectedRequestError'])
const WRONG_CHAIN = new Set(['ChainMismatchError'])
const BROKE = new Set(['InsufficientFundsError'])

function revertOf(error: BaseError): string | null {
  const revert = error.walk((cause) => cause instanceof ContractFunctionRevertedError)
  if (!(revert instanceof ContractFunctionRevertedError)) return null
  const args = revert.data?.args?.map(String).join(', ') ?? ''
  return revert.data ? `${revert.data.errorName}(${args})` : (revert.reason ?? revert.shortMessage)
}

const named = (error: BaseError, names: ReadonlySet<string>): boolean =>
  error.walk((cause) => names.has((cause as Error).name)) !== null

/** An error of the chain or the wallet in the SDK's words. @param what What was tried, for people. */
export function chainFailure(error: unknown, what: string): Error {
  if (error instanceof AiigoError) return error
  const { code } = (error ?? {}) as { code?: unknown }
  // EIP-1193: the person at the wallet said no. Wallets throw it as plain objects, too.
  if (code === 4001) return sdkError('WALLET_REJECTED', `${what}: refused in the wallet`, { cause: error })
  if (!(error instanceof BaseError)) {
    if (error instanceof Error && error.name === 'AbortError') return error
    return sdkError('CHAIN_UNREACHABLE', `${what}: ${String(error)}`, { cause: error })
  }
  const options = { cause: error }
  if (named(error, REJECTED)) return sdkError('WALLET_REJECTED', `${what}: refused in the wallet`, options)
  if (named(error, WRONG_CHAIN)) return sdkError('WRONG_CHAIN', `${what}: ${error.shortMessage}`, options)
  const revert = revertOf(error)
  if (revert !== null) return sdkError('REVERTED', `the contract refused ${what}: ${revert}`, options)
  if (named(error, BROKE)) return sdkError('NOT_ENOUGH_MONEY', `${what}: the wallet has too little ETH`, options)
  return sdkError('CHAIN_UNREACHABLE', `${what}: ${error.shortMessage} ${error.details ?? ''}`.trim(), options)
}
