import {
  type Deployment,
  nodeRegistryAbi,
  powVerifierAbi,
  protocolErrorsAbi,
  type Reader,
  type TaskRequest,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import { TASK_STATES } from '@aiigo/domain'
import { type Abi, type Address, BlockNotFoundError, type Hex } from 'viem'
import type { TaskOnChain } from './TaskOnChain.js'

/** A contract call that the writer can send. */
export interface Call {
  address: Address
  abi: Abi
  functionName: string
  args: readonly unknown[]
  /** Where the call is tried before it is sent; left out: on the latest block. */
  blockTag?: 'pending'
}

export interface OpenChallenge {
  id: Hex
  /** Whether its clock runs. */
  started: boolean
}

export interface Marketplace {
  task(taskId: Hex): Promise<TaskOnChain>
  /** The chain's clock: the latest block's, or this machine's where that is ahead (a quiet chain makes no blocks). */
  now(): Promise<Date>
  /** Time of the latest block alone: how far the chain that answers has got. */
  blockTime(): Promise<Date>
  /** Hash of a block on the present chain; null when there is no such block. */
  blockHash(block: number): Promise<Hex | null>
  /** The node's challenge that is open or waits for its start, or null. */
  openChallenge(nodeId: Hex): Promise<OpenChallenge | null>
  /** Hashes per second that the node's last passed challenge showed; 0 before the first. */
  hashesPerSecond(nodeId: Hex): Promise<bigint>
  /** Shortest time between two challenges of a node, seconds. */
  challengeIntervalSeconds(): Promise<number>
  calls: {
    assign(
      request: TaskRequest,
      acceptance: { attempt: number; nodeId: Hex; rate: bigint; expiry: number },
      signature: Hex,
    ): Call
    submitResult(
      request: TaskRequest,
      result: { attempt: number; nodeId: Hex; usage: bigint; resultHash: Hex },
      signature: Hex,
    ): Call
    approve(request: TaskRequest, resultHash: Hex, signature: Hex): Call
    timed(action: 'settle' | 'reopen' | 'expire', request: TaskRequest): Call
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
  }
}

/** Views and calls of the contracts, as the worker uses them. */
export function createMarketplace(
  reader: Reader,
  deployment: Deployment,
  taskIdOf: (request: TaskRequest) => Hex,
): Marketplace {
  const { TaskMarketplace, NodeRegistry, PowVerifier } = deployment.addresses
  // Errors of the contracts called inside are part of what a call can answer.
  const marketplaceAbi = [...taskMarketplaceAbi, ...protocolErrorsAbi] as Abi
  const powAbi = [...powVerifierAbi, ...protocolErrorsAbi] as Abi
  const marketplace = (functionName: string, args: readonly unknown[]): Call => ({
    address: TaskMarketplace,
    abi: marketplaceAbi,
    functionName,
    args,
  })
  const pow = (functionName: string, args: readonly unknown[]): Call => ({
    address: PowVerifier,
    abi: powAbi,
    functionName,
    args,
  })

  return {
    async task(taskId) {
      const word = await reader.readContract({
        address: TaskMarketplace,
        abi: taskMarketplaceAbi,
        functionName: 'task',
        args: [taskId],
      })
      return {
        state: word.state === 0 ? 'NONE' : (TASK_STATES[word.state - 1] ?? 'NONE'),
        attempt: word.attempt,
        since: new Date(Number(word.since) * 1000),
        nodeId: word.nodeId,
        amount: word.amount,
      }
    },
    async now() {
      const block = await reader.getBlock({ blockTag: 'latest' })
      return new Date(Math.max(Date.now(), Number(block.timestamp) * 1000))
    },
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
      assign: (request, acceptance, signature) =>
        marketplace('assign', [request, { taskId: taskIdOf(request), ...acceptance }, signature]),
      submitResult: (request, result, signature) =>
        marketplace('submitResult', [request, { taskId: taskIdOf(request), ...result }, signature]),
      approve: (request, resultHash, signature) => marketplace('approve', [request, resultHash, signature]),
      timed: (action, request) => marketplace(action, [request]),
      issueChallenge: ({ id, nodeId, seed, target, nonces, seconds }) =>
        pow('issue', [id, nodeId, seed, target, nonces, seconds]),
      // A start is for a later block than the issue's, which may be the latest.
      startChallenge: (id) => ({ ...pow('start', [id]), blockTag: 'pending' }),
      failChallenge: (id) => pow('fail', [id]),
    },
  }
}
