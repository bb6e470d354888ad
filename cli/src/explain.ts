import type { Left } from './Context.js'
import { CliError, InterruptedError } from './errors.js'
import { EXIT, type ExitCode, exitCodeOf } from './exitCodes.js'
import type { ErrorDocument } from './schemas/error.js'

/** Surroundings of a failure, for its advice. */
export interface FailureSite {
  /** The command's name; '' before it is known. */
  readonly command: string
  readonly apiUrl?: string
  readonly isDefaultApi?: boolean
}

/** An error in the words of the command line. */
export interface Explained {
  readonly error: ErrorDocument['error']
  readonly exitCode: ExitCode
  /** Of an error that nobody foresaw. */
  readonly stack: string | null
}

type Problem = ErrorDocument['error']['problems'][number]

/** Advice for codes of SDK, API and blob store. `%c` is the command. */
const ADVICE: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'the session is over; sign in: aiigo login',
  SIGNED_OUT: 'sign in: aiigo login',
  CHAIN_UNREACHABLE: 'check the URL of the chain’s node: aiigo %c --rpc URL, or ETHEREUM_RPC_URL; then try again',
  CHAIN_UNAVAILABLE: 'the platform does not reach its chain; try the same command again in a minute',
  SUBGRAPH_UNAVAILABLE: 'the platform does not reach its subgraph; try the same command again in a minute',
  UNAVAILABLE: 'try the same command again in a minute',
  RATE_LIMITED: 'wait a minute, then try the same command again',
  NOT_ENOUGH_MONEY: 'see what the wallet has: aiigo balance; on a local chain money is free: aiigo faucet',
  BALANCE_TOO_LOW:
    'see what the wallet has: aiigo balance; put money into the escrow: aiigo balance deposit AMOUNT TOKEN',
  JOB_UNKNOWN: 'see your jobs: aiigo jobs',
  NO_RESULT: 'follow the job until it has one: aiigo jobs JOB --follow',
  RESULT_MISMATCH: 'do not approve it; object to it: aiigo dispute JOB --reason TEXT',
  NOT_INDEXED: 'the platform has not seen the block yet; try the same command again in some seconds',
  UNKNOWN_TOKEN: 'see the tokens that the platform takes: aiigo balance',
  WALLET_UNKNOWN: 'see your wallets: aiigo wallet list',
  WRONG_CHAIN: 'check the two URLs, of the platform and of the chain’s node: aiigo %c --api URL --rpc URL',
  NO_NODE_EVER: 'see what keeps the nodes away: aiigo preview JOBFILE',
  NO_NODE_NOW: 'see what keeps the nodes away: aiigo preview JOBFILE',
  BUDGET_BELOW_EVERY_ASK: 'see what such a job costs: aiigo quote JOBFILE',
  TOO_MANY_UNFUNDED_JOBS: 'pay for one or take it back: aiigo jobs --state SUBMITTED, then aiigo cancel JOB',
  NOT_CANCELLABLE: 'see where the job stands: aiigo jobs JOB',
  JOB_FILE_UNREADABLE: 'check the path, or take an example by its name: aiigo %c word-statistics',
  NODE_UNKNOWN: 'see the nodes: aiigo nodes; your own: aiigo node list',
  CASE_UNKNOWN: 'see your cases: aiigo arbitrate cases',
  NOT_COMMITTED: 'commit to a vote first: aiigo arbitrate commit CASE VOTE',
  REVEAL_TOO_EARLY: 'wait until all have committed, or their time is over: aiigo arbitrate show CASE',
  KEY_NOT_RELEASED: 'the buyer’s client has to release the key of a private job; try the same command again later',
  FORBIDDEN: 'sign in with a wallet that may do this: aiigo login --wallet NAME; see which one is: aiigo whoami',
  QUEUE_JOB_UNKNOWN: 'see the queue jobs that failed: aiigo admin failed',
  BLOB_NOT_FOUND: 'the files were deleted, or were never stored; see the job: aiigo jobs JOB',
  FILES_UNAVAILABLE: 'the files were deleted, or are another wallet’s; see who is signed in: aiigo whoami',
  KEY_MISMATCH: 'sign in with the wallet that made the job: aiigo login --wallet NAME',
  NO_WALLET: 'give the URL of the chain’s node: aiigo %c --rpc URL, or ETHEREUM_RPC_URL',
  CALL_UNKNOWN: 'see the functions that a vote can call in docs/permissions.md, and how to write them: aiigo %c --help',
  BAD_AMOUNT: 'write whole tokens with a point, for example 0.001',
  TRANSACTION_WAITING: 'do not send it again; see later where the job and the money stand: aiigo jobs, aiigo balance',
  REVERTED: 'see where the job and the money stand: aiigo jobs, aiigo balance',
}

/** Where to look after a contract refused a call, by the first word of the command. */
const AFTER_REVERT: Readonly<Record<string, string>> = {
  node: 'see where the node stands: aiigo node show NODE',
  stake: 'see your locks and their times: aiigo stake show',
  vote: 'see where the proposal stands: aiigo vote show PROPOSAL',
  arbitrate: 'see where the case stands: aiigo arbitrate show CASE',
}

function adviceFor(codes: readonly string[], site: FailureSite): string {
  const known = codes.find((code) => Object.hasOwn(ADVICE, code))
  const after = AFTER_REVERT[site.command.split(' ')[0] ?? '']
  if (known === 'REVERTED' && after) return after
  if (known) return (ADVICE[known] as string).replaceAll('%c', site.command || 'COMMAND')
  if (codes.includes('NETWORK')) {
    return site.isDefaultApi
      ? 'start the local platform: npm start; or name another one: aiigo --api URL, or AIIGO_API_URL'
      : `check that ${site.apiUrl ?? 'the platform'} is right and runs: aiigo prices --api URL`
  }
  return site.command ? `see aiigo ${site.command} --help` : 'see aiigo --help'
}

/** Fields that errors of SDK and API have, whatever copy of a package they come from. */
interface Coded {
  readonly code?: unknown
  readonly retryable?: unknown
  readonly problems?: unknown
  readonly message?: unknown
  readonly stack?: unknown
}

const plain = ({ code, field, message }: Problem): Problem => ({ code, field: field ?? null, message })

/**
 * The command line's own error beneath those of libraries: viem signs with an account whose password is asked for then.
 * @returns the error itself where there is none
 */
export function ownError(thrown: unknown): unknown {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof CliError || error instanceof InterruptedError) return error
  }
  return thrown
}

/** The words for an error: for a person, and for a program. */
export function explain(error: unknown, site: FailureSite): Explained {
  return explainOwn(ownError(error), site)
}

function explainOwn(thrown: unknown, site: FailureSite): Explained {
  const { code, retryable, problems: found, message, stack } = (thrown ?? {}) as Coded
  const problems = Array.isArray(found) ? (found as Problem[]).map(plain) : []
  const error = { message: String(message ?? thrown), problems }
  if (thrown instanceof CliError) {
    return finish({ ...error, code: thrown.code, advice: thrown.advice, retryable: false, ...thrown.details })
  }
  if (thrown instanceof InterruptedError) {
    return finish({ ...error, code: thrown.code, advice: `see aiigo ${site.command} --help`, retryable: true })
  }
  if (typeof code === 'string' && typeof retryable === 'boolean') {
    const codes = [...problems.map((problem) => problem.code), code]
    return finish({ ...error, code, advice: adviceFor(codes, site), retryable })
  }
  // Of the file system: the path is in the message.
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) {
    return finish({
      ...error,
      code: 'FILE_ERROR',
      advice: 'check the file, its folder and its rights',
      retryable: false,
    })
  }
  const advice = 'this is a fault of aiigo; report the lines above with the command that you ran'
  const explained = finish({ ...error, code: 'UNEXPECTED', advice, retryable: false })
  return { ...explained, stack: typeof stack === 'string' ? stack : null }
}

function finish(error: Omit<ErrorDocument['error'], 'exitCode'>): Explained {
  const exitCode = exitCodeOf(error.code)
  return { error: { ...error, exitCode }, exitCode, stack: null }
}

/** A network failure, with the work that goes on without an answer, and the command that goes on with it. */
export function withLeft(explained: Explained, left: Left | null): Explained {
  if (explained.exitCode !== EXIT.NETWORK || !left) return explained
  const { goesOn, command, jobId } = left
  const error = {
    ...explained.error,
    message: `${explained.error.message}; ${goesOn}`,
    advice: `when the platform answers again, go on with: ${command}`,
    ...(jobId === undefined ? {} : { jobId }),
  }
  return { ...explained, error }
}

/** The work that a Ctrl-C leaves behind, as an error. */
export function explainInterrupt(left: Left | null, site: FailureSite): Explained {
  const again = `run it again: aiigo ${site.command}`
  return finish({
    code: 'INTERRUPTED',
    message: left ? `stopped waiting; ${left.goesOn}` : 'stopped; nothing was left behind',
    advice: left ? `go on with: ${left.command}` : again,
    retryable: true,
    problems: [],
    ...(left?.jobId === undefined ? {} : { jobId: left.jobId }),
  })
}

/** Lines for a person. */
export function errorLines({ error, stack }: Explained): string[] {
  const { code, message, advice, problems, exitCode } = error
  const head = exitCode === EXIT.INTERRUPTED ? message : `error: ${problems.length > 1 ? code : message}`
  const list =
    problems.length > 1
      ? problems.map(
          (problem) => `  - ${problem.field ? `${problem.field}: ` : ''}${problem.message} [${problem.code}]`,
        )
      : []
  return [...(stack ? [stack] : []), head, ...list, `→ ${advice}`]
}
