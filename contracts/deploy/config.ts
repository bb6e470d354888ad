import type { Address } from 'viem'

/**
 * The accounts that get the initial supply, by the rows of the token distribution. Team and private sale get theirs
 * through a vesting wallet each, whose beneficiary is named here; the wallet of the Community Rewards belongs to the
 * contract that passes them on.
 */
export interface TokenHolders {
  team: Address
  /** `null`: the DAO's treasury contract. */
  treasury: Address | null
  privateSale: Address
  publicSale: Address
  /** `null`: the DAO's treasury contract. */
  ecosystem: Address | null
}

/** The DAO's pace. Times are seconds. */
export interface GovernanceConfig {
  /** From a proposal to the moment that voting power is counted at. */
  votingDelay: number
  votingPeriod: number
  /** From a passed vote to its execution. */
  timelockDelay: number
  /** Votes that a proposer needs, in AIIGO base units. */
  proposalThreshold: bigint
  /** Stakers' unbonding; outlasts a vote and its delay. */
  unbondingSeconds: number
}

/** How the Community Rewards are passed on, and what a partner puts up. */
export interface EconomyConfig {
  /** Stakers' share of the Community Rewards in basis points; the rest is for providers' bonuses. */
  stakingShareBps: number
  /** The most that one epoch of bonuses may pay, in AIIGO base units. */
  bonusEpochCap: bigint
  /** Smallest insurance bond of a partner, in AIIGO base units. */
  minimumBond: bigint
  /** Wei that the operator may take a day out of the DAO's treasury for relay gas; at most 5 ether. */
  relayAllowance: bigint
}

/** The arbitrators, and the times of a dispute. */
export interface ArbitrationConfig {
  /** None, or at least five; the DAO adds and removes them. Without any, the market doesn't open. */
  arbitrators: readonly Address[]
  /** For the draw and the votes' commitments. */
  commitSeconds: number
  /** For opening them. */
  revealSeconds: number
}

/** The council that may pause new tasks and cancel an epoch of bonuses; the DAO names it anew. */
export interface CouncilConfig {
  /** 3 to 15. */
  members: readonly Address[]
  /** At least 2. */
  threshold: number
}

/** Limits for one payment token, in its base units; 0n switches a limit off. */
export interface TokenPolicy {
  /** Largest budget a BASIC node may take. */
  smallTaskCap: bigint
  /** Smallest cost that counts toward trust. */
  trustFrom: bigint
  /** Smallest budget whose timeout or lost dispute slashes stake. */
  slashableFrom: bigint
  /** Smallest bond of a dispute. */
  disputeBondFloor: bigint
}

/** Everything a deployment is made of. */
export interface DeployConfig {
  /** Refused on any other chain. */
  chainId: number
  /** Gets the admin role of every contract; the deployer gets none. `null`: the DAO's timelock. */
  admin: Address | null
  /** Sets tiers, rejects nodes, ends reviews, issues challenges, announces epochs of bonuses. */
  operator: Address
  /**
   * Receives platform fees, registration fees and slashed stake. `null`: the DAO's treasury contract. On public chains
   * another one has to be the timelock or a contract that the timelock owns or administrates.
   */
  treasury: Address | null
  holders: TokenHolders
  /** Unix seconds at which vesting starts, at most a year away; `null`: with the wallets' own blocks. */
  vestingStart: number | null
  governance: GovernanceConfig
  economy: EconomyConfig
  arbitration: ArbitrationConfig
  council: CouncilConfig
  /** `null`: a freely mintable TestUSDC is deployed (local chains only). */
  usdc: Address | null
  /** In AIIGO base units. */
  minimumStake: bigint
  unbondingSeconds: number
  /** In wei. */
  registrationFee: bigint
  /** Platform fee in basis points. */
  feeBps: number
  /** The part of the fee that buyers who pay in AIIGO get back, in basis points of the cost. */
  rebateBps: number
  /** Shortest challenge window. */
  minWindowSeconds: number
  /** Time between two proof-of-work challenges for one node. */
  powIntervalSeconds: number
  /** Seconds that count before a challenge's start: the time between two blocks. */
  powHeadStartSeconds: number
  /** Target of the easiest challenge: a nonce solves one hash in 2^256 / target. */
  powMaxTarget: bigint
  policies: { eth: TokenPolicy; aiigo: TokenPolicy; usdc: TokenPolicy }
}
