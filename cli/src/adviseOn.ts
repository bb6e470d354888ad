import type { Settings } from './settings/Settings.js'

/** The platform that a command was sent to. */
type PlatformChoice = Pick<Settings, 'apiUrl' | 'isDefaultApi'>

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
  GROUP_UNKNOWN: 'see your groups: aiigo group list; a single job: aiigo jobs JOB',
  NO_RESULT: 'follow the job until it has one: aiigo jobs JOB --follow',
  READINGS_MISMATCH: 'do not approve them; object to them: aiigo dispute JOB --reason TEXT',
  NO_READINGS: 'see what it has: aiigo result JOB',
  NOTHING_SERVED: 'see what it has: aiigo result JOB',
  NOT_SERVING: 'follow the job until its node serves: aiigo jobs JOB --follow',
  NO_SUCH_FILE: 'see its files: the field files of the serving place',
  NOT_A_READER: 'sign in with a wallet that the job lists: aiigo login --wallet NAME',
  PRIVATE_ADDRESS: 'where the node is in your own network: aiigo read PLACE FILE --private',
  RESULT_MISMATCH: 'do not approve it; object to it: aiigo dispute JOB --reason TEXT',
  CHECK_PENDING:
    'try again when the check has ended: aiigo jobs JOB; or approve without it: aiigo approve JOB --unchecked',
  CHECK_DIFFERED: 'object to it: aiigo dispute JOB --reason TEXT; to pay nevertheless: aiigo approve JOB --unchecked',
  NOT_INDEXED: 'the platform has not seen the block yet; try the same command again in some seconds',
  UNKNOWN_TOKEN: 'see the tokens that the platform takes: aiigo balance',
  WALLET_UNKNOWN: 'see your wallets: aiigo wallet list',
  WRONG_CHAIN: 'check the two URLs, of the platform and of the chain’s node: aiigo %c --api URL --rpc URL',
  NO_NODE_EVER: 'see what keeps the nodes away: aiigo preview JOBFILE, or aiigo quote JOBFILE for several jobs',
  NO_NODE_NOW: 'see what keeps the nodes away: aiigo preview JOBFILE, or aiigo quote JOBFILE for several jobs',
  BUDGET_BELOW_EVERY_ASK: 'see what such a job costs: aiigo quote JOBFILE',
  TOO_MANY_UNFUNDED_JOBS: 'pay for one or take it back: aiigo jobs --state SUBMITTED, then aiigo cancel JOB',
  NOT_CANCELLABLE: 'see where the job stands: aiigo jobs JOB; stop the node that works at it: aiigo stop JOB',
  NOT_STOPPABLE: 'see where the job stands: aiigo jobs JOB; take it back: aiigo cancel JOB',
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

/** Advice about an error of SDK or API; null where no command helps. @param settings null before they are read */
export function adviseOn(codes: readonly string[], command: string, settings: PlatformChoice | null): string | null {
  const known = codes.find((code) => Object.hasOwn(ADVICE, code))
  const after = AFTER_REVERT[command.split(' ')[0] ?? '']
  if (known === 'REVERTED' && after) return after
  if (known) return (ADVICE[known] as string).replaceAll('%c', command || 'COMMAND')
  if (!codes.includes('NETWORK')) return null
  return settings?.isDefaultApi
    ? 'start the local platform: npm start; or name another one: aiigo --api URL, or AIIGO_API_URL'
    : `check that ${settings?.apiUrl ?? 'the platform'} is right and runs: aiigo prices --api URL`
}
