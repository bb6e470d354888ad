import {
  type Assignment,
  arbitrationAbi,
  type Deployment,
  marketplaceDomain,
  nodeRegistryAbi,
  partnerBondsAbi,
  powVerifierAbi,
  protocolErrorsAbi,
  type Reader,
  type Submission,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import { DISPUTE_PHASES, memoize, RULINGS, TASK_STATES, type TaskRequest } from '@aiigo/domain'
import { type Abi, type Address, BlockNotFoundError, type Hex, type TypedDataDomain, zeroAddress } from 'viem'
import type { DisputeOnChain } from './DisputeOnChain.js'
import type { TaskOnChain } from './TaskOnChain.js'

/** A contract call that the writer can send. */
export interface Call {
  address: Address
  abi: Abi
  functionName: string
  args: readonly unknown[]
  /** Where the call is tried before it is sent; left out: on the latest block. */
  blockTag?: 'pending'
  /** Whether it may go to the marketplace together with others, in one call of `batch`. */
  batchable?: true
  /**
   * Accounts that the contract takes the call from: those with the operator's role, or anyone. Default: the matcher
   * that the buyer's request names.
   */
  from?: 'operator' | 'anyone'
}

export interface OpenChallenge {
  id: Hex
  /** Whether its clock runs. */
  started: boolean
}

export interface Marketplace {
  address: Address
  /** Of everything that people sign for it. */
  domain: TypedDataDomain
  /**
   * The values that the contract itself keeps of a task; the rest is in the subgraph.
   * @param block of this block; left out: of the latest
   */
  task(taskId: Hex, block?: number): Promise<TaskOnChain>
  /** Number of the latest block. */
  head(): Promise<number>
  isAssigned(taskId: Hex, assignment: Assignment): Promise<boolean>
  isSubmitted(taskId: Hex, submission: Submission): Promise<boolean>
  /** Null when the task was never disputed. */
  dispute(taskId: Hex): Promise<DisputeOnChain | null>
  /** The chain's clock: the latest block's, or this machine's where that is ahead (a quiet chain makes no blocks). */
  now(): Promise<Date>
  /** Time of the block with a hash. */
  timeOf(blockHash: Hex): Promise<Date>
  /** Time of the latest block alone: how far the chain that answers has got. */
  blockTime(): Promise<Date>
  /** Hash of a block on the present chain; null when there is no such block. */
  blockHash(block: number): Promise<Hex | null>
  /** The node's challenge that is open or waits for its start, or null. */
  openChallenge(nodeId: Hex): Promise<OpenChallenge | null>
  /** Hashes per second that the node's last passed challenge showed; 0 before the first. */
  hashesPerSecond(nodeId: Hex): Promise<bigint>
  /** Uptime that the node's provider committed to with a bond, basis points; 0 without a bond. */
  committedUptimeBps(nodeId: Hex): Promise<number>
  /** Shortest time between two challenges of a node, seconds. */
  challengeIntervalSeconds(): Promise<number>
  calls: {
    /** @param signature The buyer's, of the request. */
    submitSignedRequest(request: TaskRequest, signature: Hex): Call
    assign(request: TaskRequest, acceptance: { nodeId: Hex; rate: bigint; expiry: number }, signature: Hex): Call
    submitResult(taskId: Hex, assignment: Assignment, result: { usage: bigint; resultHash: Hex }, signature: Hex): Call
    approve(taskId: Hex, submission: Submission, signature: Hex): Call
    settle(taskId: Hex, submission: Submission): Call
    expire(request: TaskRequest): Call
    /** After a missed deadline: for another node, or, when the time to find one is over, back to the buyer. */
    overdue(action: 'reopen' | 'expireOverdue', taskId: Hex, assignment: Assignment): Call
    /** Seats a dispute's panel. */
    draw(taskId: Hex): Call
    resolve(taskId: Hex, submission: Submission): Call
    issueChallenge(challenge: {
      id: Hex
      nodeId: Hex
      seed: Hex
      target: bigint
      nonces: number
      seconds: number
    }): Call
    startChallenge(id: Hex): Call
    failChallenge(id: Hex): Call
    /** Suspends a partner whose node was up less than committed. */
    reportBreach(nodeId: Hex, uptimeBps: number): Call
  }
}

/** Blocks whose times are kept, and for how long, milliseconds. */
const KNOWN_BLOCKS = 64
const KNOWN_BLOCKS_MS = 600_000

/**
 * Views and calls of the contracts, as the worker uses them.
 * @param clockMs how old the chain's clock may be that `now` answers with, milliseconds
 */
export function createMarketplace(reader: Reader, deployment: Deployment, clockMs = 0): Marketplace {
  const { TaskMarketplace, NodeRegistry, PowVerifier, Arbitration, PartnerBonds } = deployment.addresses
  const contract = { address: TaskMarketplace, abi: taskMarketplaceAbi } as const
  // Errors of the contracts called inside are part of what a call can answer.
  const callsOf = (address: Address, ownAbi: Abi) => {
    const abi = [...ownAbi, ...protocolErrorsAbi] as Abi
    return (functionName: string, args: readonly unknown[]): Call => ({ address, abi, functionName, args })
  }
  const single = callsOf(TaskMarketplace, taskMarketplaceAbi)
  const matchers: typeof single = (functionName, args) => ({ ...single(functionName, args), batchable: true })
  const marketplace: typeof single = (functionName, args) => ({ ...matchers(functionName, args), from: 'anyone' })
  const pow = callsOf(PowVerifier, powVerifierAbi)
  const bonds = callsOf(PartnerBonds, partnerBondsAbi)

  /** Many steps are in one block; its time never changes. */
  const timeOf = memoize(
    async (blockHash: string) => (await reader.getBlock({ blockHash: blockHash as Hex })).timestamp,
    { freshMs: KNOWN_BLOCKS_MS, maxKeys: KNOWN_BLOCKS, now: Date.now },
  )

  const latestTime = memoize(async () => (await reader.getBlock({ blockTag: 'latest' })).timestamp, {
    ...{ freshMs: clockMs, now: Date.now },
  })

  const at = (block?: number) => (block === undefined ? {} : { blockNumber: BigInt(block) })
  const disputeOf = (taskId: Hex, block?: number) =>
    reader.readContract({
      address: Arbitration,
      abi: arbitrationAbi,
      functionName: 'dispute',
      args: [taskId],
      ...at(block),
    })

  return {
    address: TaskMarketplace,
    domain: marketplaceDomain(deployment.chainId, TaskMarketplace),
    head: async () => Number(await reader.getBlockNumber({ cacheTime: 0 })),
    async task(taskId, block) {
      const word = await reader.readContract({ ...contract, functionName: 'task', args: [taskId], ...at(block) })
      const state = TASK_STATES[word.state - 1] ?? 'NONE'
      const ruling = state === 'RESOLVED' ? (RULINGS[(await disputeOf(taskId, block)).ruling - 1] ?? null) : null
      const since = new Date(Number(word.since) * 1000)
      return { state, attempt: word.attempt, since, ruling, nodeId: null, result: null }
    },
    isAssigned: (taskId, assignment) =>
      reader.readContract({ ...contract, functionName: 'isAssigned', args: [taskId, assignment] }),
    isSubmitted: (taskId, submission) =>
      reader.readContract({ ...contract, functionName: 'isSubmitted', args: [taskId, submission] }),
    async dispute(taskId) {
      const [found, block] = await Promise.all([disputeOf(taskId), reader.getBlockNumber({ cacheTime: 0 })])
      const phase = DISPUTE_PHASES[found.phase - 1]
      if (!phase) return null
      const panel = found.panel.filter((arbitrator) => arbitrator !== zeroAddress)
      const dateOf = (seconds: number): Date => new Date(seconds * 1000)
      return {
        ...{ phase, panel, block, drawBlock: found.drawBlock },
        ...{ openedAt: dateOf(found.openedAt), drawBy: dateOf(found.drawBy), revealBy: dateOf(found.revealBy) },
      }
    },
    now: async () => new Date(Math.max(Date.now(), Number(await latestTime()) * 1000)),
    timeOf: async (blockHash) => new Date(Number(await timeOf(blockHash)) * 1000),
    async blockTime() {
      return new Date(Number((await reader.getBlock({ blockTag: 'latest' })).timestamp) * 1000)
    },
    async blockHash(block) {
      try {
        return (await reader.getBlock({ blockNumber: BigInt(block) })).hash
      } catch (error) {
        if (error instanceof BlockNotFoundError) return null
        throw error
      }
    },
    async openChallenge(nodeId) {
      const verifier = { address: PowVerifier, abi: powVerifierAbi } as const
      const id = await reader.readContract({ ...verifier, functionName: 'openChallengeOf', args: [nodeId] })
      if (BigInt(id) === 0n) return null
      const { startedAt } = await reader.readContract({ ...verifier, functionName: 'challenge', args: [id] })
      return { id, started: startedAt > 0 }
    },
    async committedUptimeBps(nodeId) {
      const contract = { address: PartnerBonds, abi: partnerBondsAbi } as const
      const { slaBps, availableAt } = await reader.readContract({ ...contract, functionName: 'bondOf', args: [nodeId] })
      return availableAt === 0 ? slaBps : 0
    },
    async hashesPerSecond(nodeId) {
      const registry = { address: NodeRegistry, abi: nodeRegistryAbi } as const
      return (await reader.readContract({ ...registry, functionName: 'record', args: [nodeId] })).hashesPerSecond
    },
    async challengeIntervalSeconds() {
      return Number(
        await reader.readContract({ address: PowVerifier, abi: powVerifierAbi, functionName: 'minIntervalSeconds' }),
      )
    },
    calls: {
      submitSignedRequest: (request, signature) => marketplace('submitSignedRequest', [request, signature]),
      assign: (request, { nodeId, rate, expiry }, signature) =>
        matchers('assign', [request, nodeId, rate, expiry, signature]),
      submitResult: (taskId, assignment, { usage, resultHash }, signature) =>
        marketplace('submitResult', [taskId, assignment, usage, resultHash, signature]),
      approve: (taskId, submission, signature) => marketplace('approve', [taskId, submission, signature]),
      settle: (taskId, submission) => marketplace('settleWhenDue', [taskId, submission]),
      expire: (request) => marketplace('expire', [request]),
      overdue: (action, taskId, assignment) => marketplace(action, [taskId, assignment]),
      // The draw is for a later block than the one whose hash draws, which may be the latest.
      draw: (taskId) => ({
        address: Arbitration,
        abi: [...arbitrationAbi, ...protocolErrorsAbi] as Abi,
        functionName: 'draw',
        args: [taskId],
        blockTag: 'pending',
        from: 'anyone',
      }),
      resolve: (taskId, submission) => marketplace('resolve', [taskId, submission]),
      issueChallenge: ({ id, nodeId, seed, target, nonces, seconds }) => ({
        ...pow('issue', [id, nodeId, seed, target, nonces, seconds]),
        from: 'operator',
      }),
      // A start is for a later block than the issue's, which may be the latest.
      startChallenge: (id) => ({ ...pow('start', [id]), blockTag: 'pending', from: 'anyone' }),
      failChallenge: (id) => ({ ...pow('fail', [id]), from: 'anyone' }),
      reportBreach: (nodeId, uptimeBps) => ({ ...bonds('reportBreach', [nodeId, uptimeBps]), from: 'operator' }),
    },
  }
}
