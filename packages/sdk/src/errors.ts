import { AiigoError, NotRetryableError, type Problem, RetryableError } from '@aiigo/domain'

/**
 * Every code that the SDK's own errors carry, with whether the same call can succeed later. Errors of the API keep the
 * API's codes.
 */
export const SDK_ERRORS = {
  /** The wallet, or the RPC URL, is on another chain than the platform. */
  WRONG_CHAIN: false,
  /** The contracts the API names are not those of the deployment that the caller gave. */
  DEPLOYMENT_MISMATCH: false,
  /** The API wants a sign-in for another site or chain. */
  SIGN_IN_MISMATCH: false,
  /** A verb that signs or sends was called without a wallet. */
  NO_WALLET: false,
  /** The local chain has no development wallet of that role. */
  WALLET_UNKNOWN: false,
  /** The owner of the wallet said no. */
  WALLET_REJECTED: false,
  /** The wallet has too little of a token, or too little ETH for gas. */
  NOT_ENOUGH_MONEY: false,
  /** The API prepared another transaction than was asked for. */
  WRONG_TRANSACTION: false,
  /** The API answered with another request, or another way to pay for it, than the job's specification makes. */
  FUNDING_MISMATCH: false,
  /** The contract refused the call; the message names its error. */
  REVERTED: false,
  /** The call was accepted and failed in its block; the message has the transaction. */
  REVERTED_LATE: true,
  /** The owner of the wallet replaced or cancelled the transaction. */
  TRANSACTION_REPLACED: false,
  /** The network knows the transaction no more, and it is in no block. Look at the wallet before sending it again. */
  TRANSACTION_DROPPED: false,
  /** The transaction is in no block yet and may still come into one. Do not send it again before the wallet is sure. */
  TRANSACTION_WAITING: false,
  /** The chain did not answer. */
  CHAIN_UNREACHABLE: true,
  /** The addition to a running job is out of bounds; the message says which part of it. */
  BAD_EXTENSION: false,
  /** No node works at the job. */
  NOT_EXTENDABLE: false,
  /** The subgraph does not have it yet. */
  NOT_INDEXED: true,
  /** The figures of a settled task do not add up; the message says which. */
  MONEY_MISMATCH: false,
  /** There is no node with that id. */
  NODE_UNKNOWN: false,
  /** The caller has no job with that id. */
  JOB_UNKNOWN: false,
  /** The caller has no group with that id. */
  GROUP_UNKNOWN: false,
  /** Every job of the group has succeeded, or may still. */
  NOTHING_FAILED: false,
  /** The job runs a program and serves no files. */
  NOTHING_SERVED: false,
  /** No node serves the job's files now. */
  NOT_SERVING: true,
  /** The node that serves files does not answer, or the connection was cut. */
  NODE_UNREACHABLE: true,
  /** The node that serves files has an address of a private network, which the reader does not allow. */
  PRIVATE_ADDRESS: false,
  /** The node that serves files answers what no node may. */
  NODE_MISBEHAVES: false,
  /** The node sent other bytes than the job's; they are not signed for. */
  CHUNK_MISMATCH: false,
  /** The job serves no file of that name. */
  NO_SUCH_FILE: false,
  /** The job has no result. */
  NO_RESULT: false,
  /** The wallet may not read the job's files, or they were deleted. */
  FILES_UNAVAILABLE: false,
  /** A proposed call is none of its contract's. */
  CALL_UNKNOWN: false,
  /** The wallet, or the platform, has another key than the one that the job's files are sealed to. */
  KEY_MISMATCH: false,
  /** The buyer's client has not released the key of a private job yet. */
  KEY_NOT_RELEASED: true,
  /** A specification whose key the platform keeps was handed in without it: hand in what `upload` returned. */
  SEALED_KEY_MISSING: false,
  /** The wallet is on the panel of no such dispute, or the dispute is over. */
  CASE_UNKNOWN: false,
  /** The API shows another job than the one whose task is disputed. */
  CASE_MISMATCH: false,
  /** The wallet has committed to no vote in the dispute. */
  NOT_COMMITTED: false,
  /** The chain has a commitment of this wallet that is not the one that was expected; the message says which. */
  VOTE_MISMATCH: false,
  /** A result, or one of its files, is not what its node signed. Do not approve it. */
  RESULT_MISMATCH: false,
  /** The check of a result goes on: wait for it, or approve the result unchecked. */
  CHECK_PENDING: true,
  /** A platform node ran the job again and got another result. Do not approve it. */
  CHECK_DIFFERED: false,
  /** The stored log is not the one that the node signed with its result. */
  LOG_MISMATCH: false,
  /** The job runs a program, and reads no sensor. */
  NO_READINGS: false,
  /** The readings of a result are not what the node may bill. Do not approve it: open a dispute. */
  READINGS_MISMATCH: false,
  /** The blob store kept other bytes than it was sent. */
  BLOB_MISMATCH: false,
  /** The platform does not take the token. */
  UNKNOWN_TOKEN: false,
  /** The offer is not what the buyer signed; the message says in what. */
  BAD_OFFER: false,
  /** The API gave no stage of a benchmark. */
  BENCHMARK_CLOSED: true,
  /** There is no session, or the stored one is not its owner's alone. */
  SIGNED_OUT: false,
  /** There is no job file at the path, or it cannot be read. */
  JOB_FILE_UNREADABLE: false,
  /** A query of the API was asked of an analyst that only has the subgraph. */
  API_URL_MISSING: false,
  /** A subscription ended before the expected event. */
  SUBSCRIPTION_ENDED: true,
} as const satisfies Record<string, boolean>

/** A code of the SDK's own errors. */
export type SdkErrorCode = keyof typeof SDK_ERRORS

/** An error of the SDK's own; the table decides whether it is retryable. */
export function sdkError(code: SdkErrorCode, message: string, options?: ErrorOptions): AiigoError {
  const Kind = SDK_ERRORS[code] ? RetryableError : NotRetryableError
  return new Kind(code, message, options)
}

/**
 * The stable code of an error of the SDK, the API or the blob store; undefined for anything else. Classes and their
 * names change when a bundler minifies a program, and `instanceof` fails between two copies of a package; the code does
 * neither.
 * @example
 * await buyer.fund(job).catch((error: unknown) => {
 *   if (codeOf(error) !== 'NOT_ENOUGH_MONEY') throw error
 *   console.log('get some money first')
 * })
 */
export function codeOf(error: unknown): string | undefined {
  const { code, retryable } = (error ?? {}) as { code?: unknown; retryable?: unknown }
  return typeof code === 'string' && typeof retryable === 'boolean' ? code : undefined
}

/**
 * Whether the same call can succeed later. Unknown errors are not retryable.
 * @example if (isRetryable(error)) await buyer.fund(job)
 */
export function isRetryable(error: unknown): boolean {
  return codeOf(error) !== undefined && (error as { retryable: boolean }).retryable
}

/**
 * Everything that is wrong with a refused input: field by field; empty for other errors.
 * @example problemsOf(error) // [{ code: 'BUDGET_BELOW_EVERY_ASK', field: 'spec.budget.amount', message: '…' }]
 */
export function problemsOf(error: unknown): readonly Problem[] {
  const { problems } = (error ?? {}) as { problems?: unknown }
  return Array.isArray(problems) ? (problems as Problem[]) : []
}

export { AiigoError }
