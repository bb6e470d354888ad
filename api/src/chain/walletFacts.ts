import {
  arbitrationAbi,
  bonusDistributorAbi,
  type Deployment,
  nodeRegistryAbi,
  partnerBondsAbi,
  type Reader,
  stakerLocksAbi,
  stakingPoolAbi,
} from '@aiigo/chain'
import { memoize } from '@aiigo/domain'
import { type Address, type Hex, isAddressEqual } from 'viem'
import { reachChain } from './reachChain.js'

/** Money of a wallet that a contract holds until a moment. */
export interface HeldUntil {
  /** AIIGO base units; 0 when there is none. */
  readonly amount: bigint
  /** Unix seconds; 0 while nothing was asked back. */
  readonly availableAt: number
}

/** Bounds of the staking contracts, AIIGO base units. */
export interface StakeMinimums {
  /** Below it a node has no trust level. */
  readonly stake: bigint
  /** Smallest bond of a partner. */
  readonly bond: bigint
}

/** Present values of the chain about one wallet. Errors: GraphQLError CHAIN_UNAVAILABLE. */
export interface WalletFacts {
  /** Unix seconds of the newest block. */
  blockTime(): Promise<number>
  isArbitrator(account: Address): Promise<boolean>
  /** In active locks, AIIGO base units. */
  staked(account: Address): Promise<bigint>
  /** Yield that a claim would pay, AIIGO base units. */
  yieldOf(account: Address): Promise<bigint>
  /** A lock; its amount is 0 once it is withdrawn, or for an account that does not own it. */
  lock(lockId: bigint, account: Address): Promise<HeldUntil>
  /** Stake of a node that unbonds; its amount is 0 while a dispute holds it. */
  unbonding(nodeId: Hex): Promise<HeldUntil>
  /** The partner's bond of a node; its amount is 0 while a dispute holds it. */
  bond(nodeId: Hex): Promise<HeldUntil>
  /** From when and until when an account may claim its bonus of an epoch, Unix seconds; null when it may not. */
  bonusClaim(epoch: number, account: Address): Promise<{ opensAt: number; closesAt: number } | null>
  minimums(): Promise<StakeMinimums>
  /** Votes that an account had at a moment. @param at Unix seconds, in the past */
  pastVotes(account: Address, at: number): Promise<bigint>
}

/** Of the contract's enum. */
const POSTED = 1
const MINIMUMS_MS = 30_000

/** Reads what one wallet may do now. */
export function createWalletFacts(reader: Reader, { addresses }: Deployment, now: () => number): WalletFacts {
  const locks = { address: addresses.StakerLocks, abi: stakerLocksAbi } as const
  const pool = { address: addresses.StakingPool, abi: stakingPoolAbi } as const
  const bonds = { address: addresses.PartnerBonds, abi: partnerBondsAbi } as const
  const registry = { address: addresses.NodeRegistry, abi: nodeRegistryAbi } as const
  const bonuses = { address: addresses.BonusDistributor, abi: bonusDistributorAbi } as const
  const arbitration = { address: addresses.Arbitration, abi: arbitrationAbi } as const

  const openDisputes = (nodeId: Hex) =>
    reader.readContract({ ...registry, functionName: 'openDisputesOf', args: [nodeId] })

  async function unbonding(nodeId: Hex): Promise<HeldUntil> {
    const [[amount, availableAt], disputes] = await Promise.all([
      reader.readContract({ ...pool, functionName: 'unbondingStake', args: [nodeId] }),
      openDisputes(nodeId),
    ])
    return { amount: disputes > 0 ? 0n : amount, availableAt }
  }

  async function bond(nodeId: Hex): Promise<HeldUntil> {
    const [{ amount, availableAt }, disputes] = await Promise.all([
      reader.readContract({ ...bonds, functionName: 'bondOf', args: [nodeId] }),
      openDisputes(nodeId),
    ])
    return { amount: disputes > 0 ? 0n : amount, availableAt }
  }

  async function lock(lockId: bigint, account: Address): Promise<HeldUntil> {
    const { owner, amount, availableAt } = await reader.readContract({
      ...{ ...locks, functionName: 'lockOf', args: [lockId] },
    } as const)
    return { amount: isAddressEqual(owner, account) ? amount : 0n, availableAt }
  }

  async function bonusClaim(epoch: number, account: Address) {
    const [posted, claimed, period] = await Promise.all([
      reader.readContract({ ...bonuses, functionName: 'epochOf', args: [BigInt(epoch)] }),
      reader.readContract({ ...bonuses, functionName: 'hasClaimed', args: [BigInt(epoch), account] }),
      reader.readContract({ ...bonuses, functionName: 'CLAIM_PERIOD' }),
    ])
    if (claimed || posted.state !== POSTED) return null
    return { opensAt: posted.opensAt, closesAt: posted.opensAt + period }
  }

  async function readMinimums(): Promise<StakeMinimums> {
    const [stake, smallestBond] = await Promise.all([
      reader.readContract({ ...pool, functionName: 'minimumStake' }),
      reader.readContract({ ...bonds, functionName: 'minimumBond' }),
    ])
    return { stake, bond: smallestBond }
  }
  const minimums = memoize(readMinimums, { freshMs: MINIMUMS_MS, now })

  return {
    blockTime: () => reachChain(reader.getBlock().then(({ timestamp }) => Number(timestamp))),
    isArbitrator: (account) =>
      reachChain(reader.readContract({ ...arbitration, functionName: 'isArbitrator', args: [account] })),
    staked: (account) => reachChain(reader.readContract({ ...locks, functionName: 'stakedOf', args: [account] })),
    yieldOf: (account) => reachChain(reader.readContract({ ...locks, functionName: 'yieldOf', args: [account] })),
    lock: (lockId, account) => reachChain(lock(lockId, account)),
    unbonding: (nodeId) => reachChain(unbonding(nodeId)),
    bond: (nodeId) => reachChain(bond(nodeId)),
    bonusClaim: (epoch, account) => reachChain(bonusClaim(epoch, account)),
    minimums: () => reachChain(minimums()),
    pastVotes: (account, at) =>
      reachChain(reader.readContract({ ...locks, functionName: 'getPastVotes', args: [account, BigInt(at)] })),
  }
}
