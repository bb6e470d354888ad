import {
  type Assignment,
  arbitrationAbi,
  createSmallTaskCaps,
  type Deployment,
  escrowAbi,
  type PermitTerms,
  type Reader,
  readPermitTerms,
  type Submission,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import {
  DISPUTE_PHASES,
  type DisputePhase,
  memoize,
  RULINGS,
  type Ruling,
  TASK_STATES,
  type TaskState,
} from '@aiigo/domain'
import { type Address, erc20Abi, type Hex, zeroAddress, zeroHash } from 'viem'
import { reachChain } from './reachChain.js'

/** A place on a dispute's panel. */
export interface Seat {
  /** Wallet, lower case. */
  readonly arbitrator: string
  /** Null until the arbitrator has committed to a vote. */
  readonly commitment: Hex | null
  /** Null until it is opened. */
  readonly vote: Ruling | null
}

/** A dispute now. */
export interface DisputeFacts {
  /** By the latest block and this machine's clock: a quiet chain makes no blocks while deadlines pass. */
  readonly phase: DisputePhase
  /** Null until it is concluded. */
  readonly ruling: Ruling | null
  readonly openedAt: Date
  readonly drawBy: Date
  readonly commitBy: Date
  readonly revealBy: Date
  /** Empty before the draw. */
  readonly seats: readonly Seat[]
}

export interface ChainFacts {
  /** Platform fee for new tasks, basis points. */
  feeBps(): Promise<number>
  /** Largest budget that a BASIC node may take in a token, base units; 0: no cap. */
  smallTaskCap(token: string): Promise<bigint>
  /**
   * State of a task now; null when the chain does not know it. History is the subgraph's; this decides what to answer
   * at once.
   */
  taskState(taskId: Hex): Promise<TaskState | null>
  /** Whether exactly this assignment of a task is the one that runs. */
  isAssigned(taskId: Hex, assignment: Assignment): Promise<boolean>
  /** Whether exactly this result of a task waits for its end, or is disputed. */
  isSubmitted(taskId: Hex, submission: Submission): Promise<boolean>
  /** Bond that a dispute over `cost` takes, base units of the token. */
  disputeBond(submission: Submission): Promise<bigint>
  /** The arbitrators of a task's dispute; empty before the draw and without a dispute. */
  panel(taskId: Hex): Promise<Address[]>
  /** A task's dispute; null without one. */
  dispute(taskId: Hex): Promise<DisputeFacts | null>
  /** The amount that an account may spend on tasks or withdraw, base units of the token. */
  balance(token: Address, account: Address): Promise<bigint>
  /** The amount that the escrow may take out of an account's wallet, base units of the token. */
  allowance(token: Address, account: Address): Promise<bigint>
  /** Domain and nonce of an account’s next permit (EIP-2612) of a token; null where there is none. */
  permitTerms(token: Address, account: Address): Promise<PermitTerms | null>
}

const FEE_MS = 30_000

/**
 * The few present values of the chain that the API decides by.
 * Errors: GraphQLError CHAIN_UNAVAILABLE while the chain's node does not answer.
 */
export function createChainFacts(reader: Reader, deployment: Deployment, now: () => number): ChainFacts {
  const address = deployment.addresses.TaskMarketplace
  const arbitration = { address: deployment.addresses.Arbitration, abi: arbitrationAbi } as const
  const marketplace = { address, abi: taskMarketplaceAbi } as const
  const escrow = { address: deployment.addresses.Escrow, abi: escrowAbi } as const
  const smallTaskCaps = createSmallTaskCaps(reader, deployment, now)
  const feeBps = memoize(() => reader.readContract({ ...marketplace, functionName: 'feeBps' }), {
    freshMs: FEE_MS,
    now,
  })

  return {
    feeBps: () => reachChain(feeBps()),
    smallTaskCap: (token) => reachChain(smallTaskCaps(token)),
    async taskState(taskId) {
      const word = await reachChain(
        reader.readContract({ address, abi: taskMarketplaceAbi, functionName: 'task', args: [taskId] }),
      )
      // The contract's enum starts with NONE.
      return TASK_STATES[word.state - 1] ?? null
    },
    isAssigned: (taskId, assignment) =>
      reachChain(reader.readContract({ ...marketplace, functionName: 'isAssigned', args: [taskId, assignment] })),
    isSubmitted: (taskId, submission) =>
      reachChain(reader.readContract({ ...marketplace, functionName: 'isSubmitted', args: [taskId, submission] })),
    disputeBond: (submission) =>
      reachChain(reader.readContract({ ...marketplace, functionName: 'disputeBond', args: [submission] })),
    async panel(taskId) {
      const { panel } = await reachChain(
        reader.readContract({ ...arbitration, functionName: 'dispute', args: [taskId] }),
      )
      return panel.filter((arbitrator) => arbitrator !== zeroAddress)
    },
    async dispute(taskId) {
      const found = await reachChain(reader.readContract({ ...arbitration, functionName: 'dispute', args: [taskId] }))
      const phase = DISPUTE_PHASES[found.phase - 1]
      if (!phase) return null
      const seats = found.panel.flatMap((arbitrator, seat): Seat[] => {
        if (arbitrator === zeroAddress) return []
        const commitment = found.commitments[seat] ?? zeroHash
        const vote = RULINGS[(found.votes[seat] ?? 0) - 1] ?? null
        return [{ arbitrator: arbitrator.toLowerCase(), commitment: commitment === zeroHash ? null : commitment, vote }]
      })
      const ruling = RULINGS[found.ruling - 1] ?? null
      return { phase: phaseAt(phase, found, now()), ruling, seats, ...datesOf(found) }
    },
    balance: (token, account) =>
      reachChain(reader.readContract({ ...escrow, functionName: 'claimable', args: [token, account] })),
    allowance: (token, account) =>
      reachChain(
        reader.readContract({
          ...{ address: token, abi: erc20Abi, functionName: 'allowance' },
          args: [account, escrow.address],
        }),
      ),
    permitTerms: (token, account) => reachChain(readPermitTerms(reader, deployment.chainId, token, account)),
  }
}

/** Unix seconds. */
interface Deadlines {
  readonly openedAt: number
  readonly drawBy: number
  readonly commitBy: number
  readonly revealBy: number
}

function datesOf({ openedAt, drawBy, commitBy, revealBy }: Deadlines) {
  const date = (seconds: number): Date => new Date(seconds * 1_000)
  return { openedAt: date(openedAt), drawBy: date(drawBy), commitBy: date(commitBy), revealBy: date(revealBy) }
}

/** The phase that the next block will show. @param now Unix milliseconds */
function phaseAt(phase: DisputePhase, { drawBy, commitBy, revealBy }: Deadlines, now: number): DisputePhase {
  const isOver = (deadline: number): boolean => Math.floor(now / 1_000) > deadline
  if (phase === 'DRAW' && isOver(drawBy)) return 'FINAL'
  if ((phase === 'COMMIT' || phase === 'REVEAL') && isOver(revealBy)) return 'FINAL'
  return phase === 'COMMIT' && isOver(commitBy) ? 'REVEAL' : phase
}
