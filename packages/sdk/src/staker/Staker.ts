import type { Client, DaoRecordsQuery, SessionTokens } from '@aiigo/client'
import type { ProposalStage } from '@aiigo/domain'
import type { Address, Hex } from 'viem'
import type { CallOptions, Connection, SendOptions } from '../connect/Connection.js'

/** A lock of AIIGO. Amounts are base units, times Unix seconds. */
export interface Lock {
  readonly id: bigint
  readonly amount: bigint
  /** Part of the yield; 0 once it unbonds. */
  readonly shares: bigint
  readonly lockedAt: number
  /** End of the term. */
  readonly endsAt: number
  /** When it may be withdrawn; null while it is active. */
  readonly availableAt: number | null
  readonly isWithdrawn: boolean
}

/** The stake of a wallet, by the contracts. Amounts are AIIGO base units. */
export interface StakerPosition {
  /** In the wallet. */
  readonly balance: bigint
  /** In active locks. */
  readonly staked: bigint
  /** Votes that the wallet casts now: its own, and those that were delegated to it. */
  readonly votes: bigint
  /** The account that votes with its locks; the zero address before the first lock. */
  readonly delegate: Address
  /** Yield that `claimYield` would pay now. */
  readonly yieldDue: bigint
  /** Base units a second that all shares get together, and all shares. */
  readonly yieldRate: bigint
  readonly totalShares: bigint
  readonly totalStaked: bigint
  readonly unbondingSeconds: number
  /** Longest term, seconds. */
  readonly maxTermSeconds: number
  /** Votes that a proposal takes. */
  readonly proposalThreshold: bigint
  /** As the subgraph has them, latest first. */
  readonly locks: readonly Lock[]
}

/** Where a proposal stands, by the governor. */
export type ProposalState = ProposalStage

/** A voter's choice. */
export type ProposalVote = 'AGAINST' | 'FOR' | 'ABSTAIN'

/** A call that the DAO makes. */
export interface ProposalCall {
  readonly target: Address
  /** Wei. */
  readonly value: bigint
  readonly data: Hex
}

/** A call of a proposal in words. */
export interface DecodedCall extends ProposalCall {
  /** The contract's name; null for an address that is none of the platform's. */
  readonly contract: string | null
  /** `setVotingPeriod`; null where the call is none of the contract's functions. */
  readonly functionName: string | null
  /** Name and value of each argument, as text. */
  readonly args: readonly { readonly name: string; readonly value: string }[]
}

/** A proposal to the DAO. Votes are AIIGO base units, times Unix seconds. */
export interface Proposal {
  readonly id: bigint
  readonly proposer: Address
  readonly description: string
  readonly calls: readonly DecodedCall[]
  readonly state: ProposalState
  readonly isVetoed: boolean
  readonly createdAt: number
  readonly voteStart: number
  readonly voteEnd: number
  /** When it may be executed; null until the subgraph shows that it is queued. */
  readonly eta: number | null
  readonly forVotes: bigint
  readonly againstVotes: bigint
  readonly abstainVotes: bigint
  /** Votes that it takes; null until the snapshot. */
  readonly quorum: bigint | null
  /** How this wallet voted; null when it has not. */
  readonly ownVote: ProposalVote | null
}

/** Which proposals are listed. */
export interface ProposalsOptions extends CallOptions {
  /** At most, default 20, latest first. */
  readonly first?: number
  readonly skip?: number
}

/** A vesting wallet of AIIGO, by its contract. Amounts are base units, times Unix seconds. */
export interface Vesting {
  readonly wallet: Address
  /** The beneficiary. */
  readonly owner: Address
  /** Released and held. */
  readonly allocation: bigint
  /** Releasable so far, released or not. */
  readonly vested: bigint
  readonly released: bigint
  readonly start: number
  /** Nothing vests before. */
  readonly cliff: number
  readonly end: number
}

/** The DAO's holdings and decisions. */
export type DaoRecords = DaoRecordsQuery

/** The staker's verbs: locks with their yield, and the DAO's proposals and votes. */
export interface Staker {
  readonly address: Address
  readonly connection: Connection
  readonly client: Client

  /**
   * Signs in with Ethereum (EIP-4361): nothing is sent to the chain. Staking and voting need no session.
   * @throws NotRetryableError `WALLET_REJECTED`, `SIGN_IN_MISMATCH`
   * @example await staker.signIn()
   */
  signIn(options?: CallOptions): Promise<SessionTokens>

  /**
   * Stake, votes, yield and locks of the wallet.
   * @example (await staker.position()).votes // 100_000_000_000_000_000_000_000n
   */
  position(options?: CallOptions): Promise<StakerPosition>

  /**
   * Locks AIIGO: it votes and earns at once. Allows the contract to take it first, where it may not yet.
   * @param amount AIIGO base units
   * @param options `termSeconds`: 0 (default) for no term; a longer one has up to twice the yield, and an earlier end
   * costs 5 %
   * @throws NotRetryableError `NOT_ENOUGH_MONEY`, `WALLET_REJECTED`, `REVERTED`
   * @example await staker.lock(10n ** 21n, { termSeconds: 90 * 86_400 })
   */
  lock(amount: bigint, options?: SendOptions & { readonly termSeconds?: number }): Promise<Hex>

  /**
   * Ends a lock: its votes and yield end now, and it unbonds. Before the end of its term 5 % are burnt.
   * @throws NotRetryableError `WALLET_REJECTED`, `REVERTED`
   * @example
   * const [lock] = (await staker.position()).locks
   * if (lock) await staker.unstake(lock.id)
   */
  unstake(lockId: bigint, options?: SendOptions): Promise<Hex>

  /**
   * Takes out what has unbonded.
   * @throws NotRetryableError `WALLET_REJECTED`, `REVERTED` before its time
   * @example
   * for (const { id, availableAt } of (await staker.position()).locks) if (availableAt) await staker.withdrawLock(id)
   */
  withdrawLock(lockId: bigint, options?: SendOptions): Promise<Hex>

  /**
   * Takes the yield of locks and collateral.
   * @returns the transaction; null when there is none
   * @example await staker.claimYield()
   */
  claimYield(options?: SendOptions): Promise<Hex | null>

  /**
   * Lets another account vote with the wallet's locks, or takes the votes back by naming the wallet itself.
   * @throws NotRetryableError `WALLET_REJECTED`
   * @example await staker.delegate(staker.address)
   */
  delegate(delegate: Address, options?: SendOptions): Promise<Hex>

  /**
   * Proposals, latest first, with their calls decoded and their state by the governor.
   * @example for (const { description, state } of await staker.proposals()) console.log(description, state)
   */
  proposals(options?: ProposalsOptions): Promise<readonly Proposal[]>

  /**
   * Proposes calls that the DAO's timelock makes when it is passed. The wallet needs `proposalThreshold` votes.
   * @throws NotRetryableError `WALLET_REJECTED`, `REVERTED` with too few votes
   * @example
   * const { aiigoGovernor } = staker.connection.contracts
   * const call = staker.encodeCall(aiigoGovernor, 'setVotingPeriod', ['259200'])
   * await staker.propose([call], 'Vote for three days instead of five')
   */
  propose(calls: readonly ProposalCall[], description: string, options?: SendOptions): Promise<Hex>

  /**
   * A call of one of the platform's contracts, with its arguments as text; several of a list are separated by commas.
   * @throws NotRetryableError `CALL_UNKNOWN` for a function that the contract has not, or arguments that are not its
   * @example
   * const { aiigoGovernor } = staker.connection.contracts
   * staker.encodeCall(aiigoGovernor, 'setVotingPeriod', ['259200']).data.length // 74
   */
  encodeCall(target: Address, functionName: string, args: readonly string[]): ProposalCall

  /**
   * A call in words, as far as the platform's contracts explain it.
   * @example
   * const { aiigoGovernor } = staker.connection.contracts
   * const call = staker.encodeCall(aiigoGovernor, 'setVotingPeriod', ['259200'])
   * staker.decodeCall(call).functionName // 'setVotingPeriod'
   */
  decodeCall(call: ProposalCall): DecodedCall

  /**
   * The id that a proposal has or would have, by its calls and its description.
   * @example
   * const { aiigoGovernor } = staker.connection.contracts
   * const call = staker.encodeCall(aiigoGovernor, 'setVotingPeriod', ['259200'])
   * staker.proposalId([call], 'Vote for three days instead of five') > 0n // true
   */
  proposalId(calls: readonly ProposalCall[], description: string): bigint

  /**
   * Votes with what the wallet had at the proposal's snapshot, and still has.
   * @throws NotRetryableError `WALLET_REJECTED`, `REVERTED` outside of the voting period, or a second time
   * @example
   * for (const { id, state } of await staker.proposals()) if (state === 'ACTIVE') await staker.vote(id, 'FOR')
   */
  vote(proposalId: bigint, vote: ProposalVote, options?: SendOptions & { readonly reason?: string }): Promise<Hex>

  /**
   * Anyone: puts a passed proposal into the timelock.
   * @throws NotRetryableError `WALLET_REJECTED`, `REVERTED`
   * @example
   * for (const one of await staker.proposals()) if (one.state === 'SUCCEEDED') await staker.queue(one)
   */
  queue(proposal: Proposal, options?: SendOptions): Promise<Hex>

  /**
   * Anyone: makes the calls of a queued proposal, once its time in the timelock is over.
   * @throws NotRetryableError `WALLET_REJECTED`, `REVERTED` before its time
   * @example
   * for (const one of await staker.proposals()) if (one.state === 'QUEUED') await staker.execute(one)
   */
  execute(proposal: Proposal, options?: SendOptions): Promise<Hex>

  /**
   * The DAO's records: parameters with their history, what left the treasury, vesting wallets, guardians.
   * @example (await staker.records()).parameterChanges.length // 42
   */
  records(options?: CallOptions): Promise<DaoRecords>

  /**
   * The calendar of a vesting wallet.
   * @example
   * for (const { id } of (await staker.records()).vestingWallets) console.log((await staker.vesting(id)).end)
   */
  vesting(wallet: Address): Promise<Vesting>

  /**
   * Ends subscriptions and connections.
   * @example await staker.close()
   */
  close(): Promise<void>
}
