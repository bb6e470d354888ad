import {
  aiigoTokenAbi,
  bonusDistributorAbi,
  nodeIdOf,
  nodeRegistryAbi,
  partnerBondsAbi,
  powVerifierAbi,
  stakingPoolAbi,
  taskMarketplaceAbi,
} from '@aiigo/chain'
import { NODE_STATES, TASK_STATES } from '@aiigo/domain'
import type { Abi, Address, Hex } from 'viem'
import { allow } from '../connect/allow.js'
import type { Connection, SendOptions } from '../connect/Connection.js'
import type { Provider } from './Provider.js'

/** The verbs that only read the contracts, or send to them. */
export type NodeVerbs = Pick<
  Provider,
  | 'nodeIdOf'
  | 'node'
  | 'registrationCost'
  | 'register'
  | 'stake'
  | 'unstake'
  | 'withdrawStake'
  | 'stakeOf'
  | 'bondTerms'
  | 'bondOf'
  | 'commitBond'
  | 'topUpBond'
  | 'releaseBond'
  | 'withdrawBond'
  | 'claimBonus'
  | 'ask'
  | 'setAsks'
  | 'setSpec'
  | 'activate'
  | 'deactivate'
  | 'task'
  | 'isAssigned'
  | 'chainTime'
  | 'release'
  | 'relayResult'
  | 'answer'
>

export function createNodeVerbs(connection: Connection): NodeVerbs {
  const { contracts } = connection
  const registry = { address: contracts.nodeRegistry, abi: nodeRegistryAbi } as const
  const pool = { address: contracts.stakingPool, abi: stakingPoolAbi } as const
  const bonds = { address: contracts.partnerBonds, abi: partnerBondsAbi } as const
  const aiigo = { address: contracts.aiigoToken, abi: aiigoTokenAbi } as const
  const marketplace = { address: contracts.taskMarketplace, abi: taskMarketplaceAbi } as const
  const distributor = { address: contracts.bonusDistributor, abi: bonusDistributorAbi } as const
  const verifier = { address: contracts.powVerifier, abi: powVerifierAbi } as const

  function send(
    contract: { address: Address; abi: Abi },
    functionName: string,
    args: readonly unknown[],
    options: SendOptions = {},
    value = 0n,
  ): Promise<Hex> {
    return connection.sender.send({ ...contract, functionName, args, value }, functionName, options)
  }

  const allowStake = (amount: bigint, options?: SendOptions): Promise<void> => {
    const what = 'the staking pool to take the stake'
    return allow(connection, { token: aiigo.address, spender: pool.address, amount, what }, options)
  }

  const allowBond = (amount: bigint, options?: SendOptions): Promise<void> => {
    const what = 'the contract of partner bonds to take the bond'
    return allow(connection, { token: aiigo.address, spender: bonds.address, amount, what }, options)
  }

  async function node(nodeId: Hex) {
    const word = await connection.reader.readContract({ ...registry, functionName: 'node', args: [nodeId] })
    // The contract's first state is NONE: it does not know the node.
    const state = NODE_STATES[word.state - 1]
    return state ? { state, units: word.units } : null
  }

  return {
    nodeIdOf: (salt) => nodeIdOf(connection.signer.address, salt),
    node,
    async registrationCost(stake) {
      const { reader, signer } = connection
      const [fee, minimumStake, eth, held] = await Promise.all([
        reader.readContract({ ...registry, functionName: 'registrationFee' }),
        reader.readContract({ ...pool, functionName: 'minimumStake' }),
        reader.getBalance({ address: signer.address }),
        reader.readContract({ ...aiigo, functionName: 'balanceOf', args: [signer.address] }),
      ])
      return { fee, stake, minimumStake, eth, aiigo: held }
    },
    async register({ salt, spec, asks, stake }, options) {
      if (await node(nodeIdOf(connection.signer.address, salt))) return null
      const fee = await connection.reader.readContract({ ...registry, functionName: 'registrationFee' })
      await allowStake(stake, options)
      return send(registry, 'register', [salt, spec, asks, stake], options, fee)
    },
    async stake(nodeId, amount, options) {
      await allowStake(amount, options)
      return send(pool, 'stake', [nodeId, amount], options)
    },
    unstake: (nodeId, amount, options) => send(pool, 'unbond', [nodeId, amount], options),
    withdrawStake: (nodeId, { to = connection.signer.address, ...options } = {}) =>
      send(pool, 'withdrawUnbonded', [nodeId, to], options),
    async stakeOf(nodeId) {
      const { reader } = connection
      const [active, minimum, [unbonding, availableAt]] = await Promise.all([
        reader.readContract({ ...pool, functionName: 'activeStake', args: [nodeId] }),
        reader.readContract({ ...pool, functionName: 'minimumStake' }),
        reader.readContract({ ...pool, functionName: 'unbondingStake', args: [nodeId] }),
      ])
      return { active, minimum, unbonding, availableAt: Number(availableAt) }
    },
    async bondTerms() {
      const { reader } = connection
      const [minimum, minSlaBps, maxSlaBps, unbondingSeconds] = await Promise.all([
        reader.readContract({ ...bonds, functionName: 'minimumBond' }),
        reader.readContract({ ...bonds, functionName: 'MIN_SLA_BPS' }),
        reader.readContract({ ...bonds, functionName: 'MAX_SLA_BPS' }),
        reader.readContract({ ...bonds, functionName: 'unbondingSeconds' }),
      ])
      return { minimum, minSlaBps, maxSlaBps, unbondingSeconds: Number(unbondingSeconds) }
    },
    async bondOf(nodeId) {
      const { reader } = connection
      const args = [nodeId] as const
      const [{ amount, slaBps, availableAt }, suspendedUntil, isPartner, openDisputes] = await Promise.all([
        reader.readContract({ ...bonds, functionName: 'bondOf', args }),
        reader.readContract({ ...bonds, functionName: 'suspendedUntil', args }),
        reader.readContract({ ...bonds, functionName: 'isPartner', args }),
        reader.readContract({ ...registry, functionName: 'openDisputesOf', args }),
      ])
      const seconds = { availableAt: Number(availableAt), suspendedUntil: Number(suspendedUntil) }
      return { amount, slaBps, ...seconds, isPartner, openDisputes }
    },
    async commitBond(nodeId, slaBps, amount, options) {
      await allowBond(amount, options)
      return send(bonds, 'commit', [nodeId, slaBps, amount], options)
    },
    async topUpBond(nodeId, amount, options) {
      await allowBond(amount, options)
      return send(bonds, 'topUp', [nodeId, amount], options)
    },
    releaseBond: (nodeId, options) => send(bonds, 'requestRelease', [nodeId], options),
    withdrawBond: (nodeId, { to = connection.signer.address, ...options } = {}) =>
      send(bonds, 'withdraw', [nodeId, to], options),
    claimBonus: ({ epoch, amount, proof }, options) =>
      send(distributor, 'claim', [BigInt(epoch), connection.signer.address, amount, proof], options),
    ask: (nodeId, token) => connection.reader.readContract({ ...registry, functionName: 'ask', args: [nodeId, token] }),
    setAsks: (nodeId, asks, options) => send(registry, 'setAsks', [nodeId, asks], options),
    setSpec: (nodeId, spec, options) => send(registry, 'setSpec', [nodeId, spec], options),
    activate: (nodeId, options) => send(registry, 'activate', [nodeId], options),
    deactivate: (nodeId, options) => send(registry, 'deactivate', [nodeId], options),
    async task(taskId) {
      const word = await connection.reader.readContract({ ...marketplace, functionName: 'task', args: [taskId] })
      return { state: TASK_STATES[word.state - 1] ?? null, attempt: word.attempt }
    },
    isAssigned: (taskId, assignment) =>
      connection.reader.readContract({ ...marketplace, functionName: 'isAssigned', args: [taskId, assignment] }),
    chainTime: async () => Number((await connection.reader.getBlock({ blockTag: 'latest' })).timestamp),
    release: (taskId, assignment, options) => send(marketplace, 'release', [taskId, assignment], options),
    relayResult: (taskId, assignment, { usage, manifestSha256, signature }, options) =>
      send(marketplace, 'submitResult', [taskId, assignment, usage, `0x${manifestSha256}`, signature], options),
    answer: (challengeId, nonces, options) => send(verifier, 'answer', [challengeId, nonces], options),
  }
}
