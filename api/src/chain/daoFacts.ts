import {
  aiigoGovernorAbi,
  aiigoTimelockAbi,
  type Deployment,
  escrowAbi,
  paymentTokens,
  type Reader,
  stakerLocksAbi,
  tokenVestingAbi,
} from '@aiigo/chain'
import { memoize, PROPOSAL_STAGES, type ProposalStage, type VestingRow } from '@aiigo/domain'
import { type Address, BaseError, ContractFunctionRevertedError, erc20Abi, zeroAddress } from 'viem'
import { reachChain } from './reachChain.js'

/** A vesting wallet of AIIGO. Amounts are base units. */
export interface VestingFacts {
  readonly row: VestingRow
  readonly wallet: Address
  readonly owner: Address
  readonly allocation: bigint
  readonly vested: bigint
  readonly released: bigint
  readonly start: Date
  readonly cliff: Date
  readonly end: Date
}

/** Holdings and rules of the DAO now. Amounts are base units. */
export interface DaoState {
  /** Of the newest block. */
  readonly at: Date
  /** Null while fees go to nobody. */
  readonly treasury: Address | null
  readonly holdings: readonly { readonly symbol: string; readonly token: Address; readonly amount: bigint }[]
  readonly vesting: readonly VestingFacts[]
  readonly votingDelaySeconds: number
  readonly votingPeriodSeconds: number
  readonly timelockSeconds: number
  readonly proposalThreshold: bigint
  readonly totalStaked: bigint
  readonly unbondingSeconds: number
}

/** Where a proposal stands in the newest block. */
export interface Standing {
  readonly stage: ProposalStage
  /** Votes that it takes, base units; null before its snapshot. */
  readonly quorum: bigint | null
}

export interface DaoFacts {
  state(): Promise<DaoState>
  /** Null for a proposal that the governor does not know. */
  standing(proposalId: bigint): Promise<Standing | null>
}

/** Everybody's page of the DAO asks every few seconds: the chain's node is asked this often at most. */
const STATE_MS = 5_000
const STANDING_MS = 2_000

/**
 * The DAO's present values on chain. Its history is the subgraph's.
 * Errors: GraphQLError CHAIN_UNAVAILABLE while the chain's node does not answer.
 */
export function createDaoFacts(reader: Reader, deployment: Deployment, now: () => number): DaoFacts {
  const { addresses, vesting } = deployment
  const governor = { address: addresses.AiigoGovernor, abi: aiigoGovernorAbi } as const
  const timelock = { address: addresses.AiigoTimelock, abi: aiigoTimelockAbi } as const
  const locks = { address: addresses.StakerLocks, abi: stakerLocksAbi } as const

  async function balance(token: Address, account: Address): Promise<bigint> {
    if (token === zeroAddress) return reader.getBalance({ address: account })
    return reader.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
  }

  async function vestingOf(row: VestingRow, wallet: Address): Promise<VestingFacts> {
    const contract = { address: wallet, abi: tokenVestingAbi } as const
    const args = [addresses.AiigoToken] as const
    const [owner, start, cliff, end, released, releasable, held] = await Promise.all([
      reader.readContract({ ...contract, functionName: 'owner' }),
      reader.readContract({ ...contract, functionName: 'start' }),
      reader.readContract({ ...contract, functionName: 'cliff' }),
      reader.readContract({ ...contract, functionName: 'end' }),
      reader.readContract({ ...contract, functionName: 'released', args }),
      reader.readContract({ ...contract, functionName: 'releasable', args }),
      balance(addresses.AiigoToken, wallet),
    ])
    return {
      ...{ row, wallet, owner, released, allocation: held + released, vested: released + releasable },
      ...{ start: dateOf(start), cliff: dateOf(cliff), end: dateOf(end) },
    }
  }

  async function treasury() {
    const escrow = { address: addresses.Escrow, abi: escrowAbi } as const
    const found = await reader.readContract({ ...escrow, functionName: 'treasury' })
    if (found === zeroAddress) return { treasury: null, holdings: [] }
    const holdings = await Promise.all(
      paymentTokens(deployment).map(async ({ symbol, address }) => {
        return { symbol, token: address, amount: await balance(address, found) }
      }),
    )
    return { treasury: found, holdings }
  }

  async function readState(): Promise<DaoState> {
    const [block, funds, rules, calendar] = await Promise.all([
      reader.getBlock(),
      treasury(),
      Promise.all([
        reader.readContract({ ...governor, functionName: 'votingDelay' }),
        reader.readContract({ ...governor, functionName: 'votingPeriod' }),
        reader.readContract({ ...timelock, functionName: 'getMinDelay' }),
        reader.readContract({ ...governor, functionName: 'proposalThreshold' }),
        reader.readContract({ ...locks, functionName: 'totalStaked' }),
        reader.readContract({ ...locks, functionName: 'unbondingSeconds' }),
      ]),
      Promise.all([
        vestingOf('COMMUNITY_REWARDS', vesting.communityRewards),
        vestingOf('TEAM', vesting.team),
        vestingOf('PRIVATE_SALE', vesting.privateSale),
      ]),
    ])
    const [votingDelay, votingPeriod, minDelay, proposalThreshold, totalStaked, unbonding] = rules
    return {
      ...{ at: dateOf(block.timestamp), ...funds, vesting: calendar, proposalThreshold, totalStaked },
      ...{ votingDelaySeconds: Number(votingDelay), votingPeriodSeconds: Number(votingPeriod) },
      ...{ timelockSeconds: Number(minDelay), unbondingSeconds: Number(unbonding) },
    }
  }

  async function readStanding(id: string): Promise<Standing | null> {
    const args = [BigInt(id)] as const
    const state = await reader.readContract({ ...governor, functionName: 'state', args }).catch(nullIfRefused)
    const stage = state === null ? undefined : PROPOSAL_STAGES[state]
    if (!stage) return null
    const snapshot = await reader.readContract({ ...governor, functionName: 'proposalSnapshot', args })
    // The governor refuses the quorum of a moment that is not over.
    const call = { ...governor, functionName: 'quorum', args: [snapshot] } as const
    return { stage, quorum: stage === 'PENDING' ? null : await reader.readContract(call).catch(nullIfRefused) }
  }

  const state = memoize(readState, { freshMs: STATE_MS, now })
  const standing = memoize(readStanding, { freshMs: STANDING_MS, now })
  return {
    state: () => reachChain(state()),
    standing: (proposalId) => reachChain(standing(proposalId.toString())),
  }
}

const dateOf = (seconds: bigint | number): Date => new Date(Number(seconds) * 1_000)

/** The contract's own no is an answer; a node that is away is none. */
function nullIfRefused(error: unknown): null {
  if (error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionRevertedError)) return null
  throw error
}
