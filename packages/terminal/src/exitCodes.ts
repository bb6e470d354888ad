/** Exit codes of `aiigo`, with their meaning. */
export const EXIT = {
  /** It was done. */
  DONE: 0,
  /** The job or the request failed. */
  FAILED: 1,
  /** It was called the wrong way: a word, an option, a file of its own. Nothing was sent. */
  USAGE: 2,
  /** There is no session: `aiigo login`. */
  NOT_SIGNED_IN: 3,
  /** Network, platform or chain did not answer. The same command can work later. */
  NETWORK: 4,
  /** Ctrl-C. */
  INTERRUPTED: 130,
} as const

/** An exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Codes of errors whose exit code is not 1. */
const BY_CODE: Readonly<Record<string, ExitCode>> = {
  USAGE: EXIT.USAGE,
  BAD_SETTING: EXIT.USAGE,
  BAD_AMOUNT: EXIT.USAGE,
  CALL_UNKNOWN: EXIT.USAGE,
  UNKNOWN_TOKEN: EXIT.USAGE,
  WALLET_UNKNOWN: EXIT.USAGE,
  WALLET_EXISTS: EXIT.USAGE,
  RPC_URL_MISSING: EXIT.USAGE,
  JOB_FILE_INVALID: EXIT.USAGE,
  JOB_FILE_UNREADABLE: EXIT.USAGE,
  FILE_UNREADABLE: EXIT.USAGE,
  FILE_TOO_OPEN: EXIT.USAGE,
  FOLDER_NOT_EMPTY: EXIT.USAGE,
  EXAMPLES_NOT_BUILT: EXIT.USAGE,
  NOT_A_KEY: EXIT.USAGE,
  NOT_SET_UP: EXIT.USAGE,
  ALREADY_SET_UP: EXIT.USAGE,
  NOT_OWNER: EXIT.USAGE,
  NOT_TRUSTED: EXIT.USAGE,
  NOT_ROOT: EXIT.USAGE,
  NOT_PACKAGED: EXIT.USAGE,
  NOT_A_SERVICE: EXIT.USAGE,
  RELEASES_UNTRUSTED: EXIT.USAGE,

  NOT_SIGNED_IN: EXIT.NOT_SIGNED_IN,
  SIGNED_OUT: EXIT.NOT_SIGNED_IN,
  UNAUTHENTICATED: EXIT.NOT_SIGNED_IN,

  NETWORK: EXIT.NETWORK,
  UNAVAILABLE: EXIT.NETWORK,
  RATE_LIMITED: EXIT.NETWORK,
  OPERATION_TOO_SLOW: EXIT.NETWORK,
  SUBGRAPH_UNAVAILABLE: EXIT.NETWORK,
  CHAIN_UNAVAILABLE: EXIT.NETWORK,
  CHAIN_UNREACHABLE: EXIT.NETWORK,
  BLOB_STORE_UNAVAILABLE: EXIT.NETWORK,
  SUBSCRIPTION_ENDED: EXIT.NETWORK,

  INTERRUPTED: EXIT.INTERRUPTED,
}

/** The exit code of an error's code. @example exitCodeOf('NETWORK') // 4 */
export function exitCodeOf(code: string): ExitCode {
  return (Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined) ?? EXIT.FAILED
}
