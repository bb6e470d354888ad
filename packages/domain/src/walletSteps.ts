/** The parts that a wallet plays in the marketplace; one wallet may have several. */
export const WALLET_ROLES = ['BUYER', 'PROVIDER', 'STAKER', 'ARBITRATOR', 'OPERATOR'] as const
export type WalletRole = (typeof WALLET_ROLES)[number]

/**
 * Money that waits for its owner in a contract.
 * - ESCROW_BALANCE: refunds, earnings, rewards of arbitrators, prepaid money.
 * - BONUS: a provider's bonus of a week.
 * - YIELD: of locks and of collateral.
 * - UNBONDED_STAKE, UNBONDED_LOCK, RELEASED_BOND: the time that they are held after the end is over.
 * - VESTED_TOKENS: free and not yet released by a vesting wallet.
 */
export const PAYOUT_KINDS = [
  'ESCROW_BALANCE',
  'BONUS',
  'YIELD',
  'UNBONDED_STAKE',
  'UNBONDED_LOCK',
  'RELEASED_BOND',
  'VESTED_TOKENS',
] as const
export type PayoutKind = (typeof PAYOUT_KINDS)[number]

/**
 * Things that wait for a wallet.
 * - FUND_JOB: a job waits for its deposit.
 * - APPROVE_RESULT: a result can be approved, or objected to.
 * - ANSWER_DISPUTE: the buyer objected to a result of the wallet, which has brought no evidence forward.
 * - COMMIT_VOTE, REVEAL_VOTE: of an arbitrator.
 * - VOTE_ON_PROPOSAL: the wallet has votes in the DAO, and has not voted.
 * - SOLVE_CHALLENGE: a proof of work that a node has not answered.
 * - START_NODE: a node that wants jobs sends no heartbeats.
 * - AWAIT_REVIEW: a node failed too often; the operator closes the review.
 * - END_LOCK: the term of a lock is over, so its end costs nothing.
 */
export const WALLET_ACTION_KINDS = [
  'FUND_JOB',
  'APPROVE_RESULT',
  'ANSWER_DISPUTE',
  'COMMIT_VOTE',
  'REVEAL_VOTE',
  'VOTE_ON_PROPOSAL',
  'SOLVE_CHALLENGE',
  'START_NODE',
  'AWAIT_REVIEW',
  'END_LOCK',
] as const
export type WalletActionKind = (typeof WALLET_ACTION_KINDS)[number]
