import {
  type Assignment,
  aiigoTokenAbi,
  type Deployment,
  escrowAbi,
  nodeRegistryAbi,
  powVerifierAbi,
  protocolErrorsAbi,
  type Reader,
  stakingPoolAbi,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import { NODE_STATES, type NodeState, TASK_STATES, type TaskState } from '@aiigo/domain'
import type { Abi, Address, Hex } from 'viem'
import type { Sender } from './createSender.js'

export interface Ask {
  /** Zero address for ETH. */
  readonly token: Address
  /** Base units per unit of usage; 0 withdraws the ask. */
  readonly rate: bigint
}

export interface NodeSpec {
  /** Index into RESOURCE_TYPES. */
  readonly resourceType: number
  readonly units: number
  /** bytes8 */
  readonly region: Hex
  /** SHA-256 of the specification document. */
  readonly specHash: Hex
}

export interface ChainNode {
  readonly state: NodeState
  readonly units: number
}

export interface ChainTask {
  /** Null when the chain does not know the task. */
  readonly state: TaskState | null
  readonly attempt: number
}

/** What the agent reads from the contracts and sends to them, in words of the domain. Amounts in base units. */
export type NodeChain = ReturnType<typeof createNodeChain>

/** @param provider The wallet whose node this is; the sender sends as this wallet. */
export function createNodeChain(deps: { reader: Reader; sender: Sender; deployment: Deployment; provider: Address }) {
  const { reader, sender, provider } = deps
  const { AiigoToken, Escrow, NodeRegistry, PowVerifier, StakingPool, TaskMarketplace } = deps.deployment.addresses
  const registry = { address: NodeRegistry, abi: nodeRegistryAbi } as const
  const pool = { address: StakingPool, abi: stakingPoolAbi } as const
  const token = { address: AiigoToken, abi: aiigoTokenAbi } as const
  const escrow = { address: Escrow, abi: escrowAbi } as const
  const marketplace = { address: TaskMarketplace, abi: taskMarketplaceAbi } as const

  const send = (contract: { address: Address; abi: Abi }, functionName: string, args: unknown[], value?: bigint) =>
    // The called contract passes on the errors of those it calls itself.
    sender.send({
      address: contract.address,
      abi: [...contract.abi, ...protocolErrorsAbi],
      functionName,
      args,
      ...(value === undefined ? {} : { value }),
    })

  return {
    /** Null while the node is not registered. */
    async node(nodeId: Hex): Promise<ChainNode | null> {
      const word = await reader.readContract({ ...registry, functionName: 'node', args: [nodeId] })
      const state = NODE_STATES[word.state - 1]
      return state ? { state, units: word.units } : null
    },
    ask: (nodeId: Hex, of: Address) => reader.readContract({ ...registry, functionName: 'ask', args: [nodeId, of] }),
    registrationFee: () => reader.readContract({ ...registry, functionName: 'registrationFee' }),
    minimumStake: () => reader.readContract({ ...pool, functionName: 'minimumStake' }),
    activeStake: (nodeId: Hex) => reader.readContract({ ...pool, functionName: 'activeStake', args: [nodeId] }),
    balance: () => reader.getBalance({ address: provider }),
    aiigoBalance: () => reader.readContract({ ...token, functionName: 'balanceOf', args: [provider] }),
    stakeAllowance: () => reader.readContract({ ...token, functionName: 'allowance', args: [provider, StakingPool] }),
    claimable: (of: Address) => reader.readContract({ ...escrow, functionName: 'claimable', args: [of, provider] }),
    async task(taskId: Hex): Promise<ChainTask> {
      const word = await reader.readContract({ ...marketplace, functionName: 'task', args: [taskId] })
      return { state: TASK_STATES[word.state - 1] ?? null, attempt: word.attempt }
    },
    /** Whether the task is assigned exactly like this: the contract's own word on what others tell. */
    isAssigned: (taskId: Hex, assignment: Assignment) =>
      reader.readContract({ ...marketplace, functionName: 'isAssigned', args: [taskId, assignment] }),
    /** Unix seconds of the newest block. */
    time: async () => Number((await reader.getBlock({ blockTag: 'latest' })).timestamp),

    approveStake: (amount: bigint) => send(token, 'approve', [StakingPool, amount]),
    register: (salt: Hex, spec: NodeSpec, asks: readonly Ask[], stake: bigint, fee: bigint) =>
      send(registry, 'register', [salt, spec, asks, stake], fee),
    setSpec: (nodeId: Hex, spec: NodeSpec) => send(registry, 'setSpec', [nodeId, spec]),
    setAsks: (nodeId: Hex, asks: readonly Ask[]) => send(registry, 'setAsks', [nodeId, asks]),
    activate: (nodeId: Hex) => send(registry, 'activate', [nodeId]),
    deactivate: (nodeId: Hex) => send(registry, 'deactivate', [nodeId]),
    answer: (challengeId: Hex, nonces: readonly bigint[]) =>
      send({ address: PowVerifier, abi: powVerifierAbi }, 'answer', [challengeId, nonces]),
    release: (taskId: Hex, assignment: Assignment) => send(marketplace, 'release', [taskId, assignment]),
    withdraw: (of: Address, to: Address) => send(escrow, 'withdraw', [of, to]),
  }
}
