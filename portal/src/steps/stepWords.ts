import type { PayoutKind, WalletActionKind, WalletRole } from '@aiigo/domain'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** The parts of a wallet as pages name them. */
export const ROLE: Readonly<Record<WalletRole, MessageDescriptor>> = {
  BUYER: msg`buyer`,
  PROVIDER: msg`provider`,
  STAKER: msg`staker`,
  ARBITRATOR: msg`arbitrator`,
  OPERATOR: msg`operator`,
}

/** Money to take out, by the place that holds it. */
export const PAYOUT: Readonly<Record<PayoutKind, MessageDescriptor>> = {
  ESCROW_BALANCE: msg`Balance in the escrow`,
  BONUS: msg`Bonus`,
  YIELD: msg`Yield`,
  UNBONDED_STAKE: msg`Unbonded stake`,
  UNBONDED_LOCK: msg`Unbonded lock`,
  RELEASED_BOND: msg`Released bond`,
  VESTED_TOKENS: msg`Vested tokens`,
}

/** Things that wait for the wallet. */
export const ACTION: Readonly<Record<WalletActionKind, MessageDescriptor>> = {
  FUND_JOB: msg`Pay the deposit`,
  APPROVE_RESULT: msg`Approve the result, or object to it`,
  ANSWER_DISPUTE: msg`Answer the buyer's objection with evidence`,
  COMMIT_VOTE: msg`Vote on a dispute`,
  REVEAL_VOTE: msg`Open the vote on a dispute`,
  VOTE_ON_PROPOSAL: msg`Vote on a proposal`,
  SOLVE_CHALLENGE: msg`Solve a proof of work: the agent has to run`,
  START_NODE: msg`Start the agent: the node sends no heartbeats`,
  AWAIT_REVIEW: msg`The operator reviews the node`,
  END_LOCK: msg`End a lock whose term is over`,
}
