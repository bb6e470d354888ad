import { join } from 'node:path'
import { aiigoTokenAbi, createReader, createWallet, type Deployment, nodeIdOf, nodeRegistryAbi } from '@aiigo/chain'
import { localAccount, localRoles } from '@aiigo/contracts'
import { TIERS } from '@aiigo/domain'
import { type Hex, keccak256, stringToBytes, toHex } from 'viem'
import { projectRoot } from '../paths.js'
import type { AgentSpec } from '../stackOptions.js'
import { assertAnswers } from './assertAnswers.js'
import { type PartContext, stages } from './context.js'
import { queryGraphql } from './queryGraphql.js'

/** AIIGO an agent is given when it has less than it stakes and no node yet. */
const GRANT = 2_000n * 10n ** 18n

export interface ChainAccess {
  chainId: number
  rpcUrl: string
  deployment: Deployment
}

/** The node that an agent will register: the same wallet and name are the same node. */
export function nodeIdOfAgent(agent: AgentSpec): Hex {
  return nodeIdOf(localAccount(agent.accountIndex).address, keccak256(stringToBytes(agent.name)))
}

/** Gives agents without a node what they will stake, from the public sale's account. */
export async function fundAgents(agents: readonly AgentSpec[], access: ChainAccess): Promise<void> {
  const { reader, registry } = open(access)
  const faucet = createWallet(access.chainId, access.rpcUrl, localRoles().publicSale.privateKey)
  const token = { address: access.deployment.addresses.AiigoToken, abi: aiigoTokenAbi } as const
  for (const agent of agents) {
    const { address } = localAccount(agent.accountIndex)
    const word = await reader.readContract({ ...registry, functionName: 'node', args: [nodeIdOfAgent(agent)] })
    const balance = await reader.readContract({ ...token, functionName: 'balanceOf', args: [address] })
    if (BigInt(word.provider) !== 0n || balance >= GRANT) continue
    const hash = await faucet.writeContract({ ...token, functionName: 'transfer', args: [address, GRANT] })
    await reader.waitForTransactionReceipt({ hash })
  }
}

/** Starts agents; each is up when its own health endpoint says so. Their nodes come later: see `waitAvailable`. */
export async function startAgents(
  context: PartContext,
  agents: readonly AgentSpec[],
  common: Record<string, string>,
  firstIndex = 0,
): Promise<void> {
  const { ports, supervisor, baseEnv, serviceEnv, files } = context
  await Promise.all(
    agents.map(async (agent, index) => {
      const port = ports.agents + firstIndex + index
      supervisor.start({
        name: agent.name,
        command: process.execPath,
        args: [join(projectRoot, 'agent/dist/main.js')],
        env: {
          ...baseEnv,
          HOST: '127.0.0.1',
          ...common,
          PORT: String(port),
          PROVIDER_PRIVATE_KEY: localAccount(agent.accountIndex).privateKey,
          AGENT_NAME: agent.name,
          AGENT_REGION: agent.region,
          AGENT_RESOURCE_TYPE: 'CPU',
          AGENT_UNITS: String(agent.units),
          AGENT_MEMORY_MIB: '2048',
          AGENT_POW_THREADS: '1',
          // All agents share this machine with everything else: each would measure the others.
          AGENT_BENCHMARK: 'off',
          AGENT_ASKS: JSON.stringify(agent.asks),
          AGENT_DATA_DIR: join(files.agents, agent.name),
          ...agent.env,
          ...serviceEnv[agent.name],
        },
        stage: stages.agents,
        stopSignal: 'SIGTERM',
        stopLimitMs: 9000,
      })
      await supervisor.waitReady(agent.name, 60_000, () => assertAnswers(`http://127.0.0.1:${port}/healthz`))
    }),
  )
}

/**
 * Sets the tiers of nodes that aren't of the community, as the platform's operator would. It is done from the admin's
 * account, which takes the operator role for it, because the operator's own transactions are the worker's.
 */
export async function setTiers(context: PartContext, agents: readonly AgentSpec[], access: ChainAccess): Promise<void> {
  const { reader, registry } = open(access)
  const admin = createWallet(access.chainId, access.rpcUrl, localRoles().admin.privateKey)
  const role = keccak256(toHex('OPERATOR_ROLE'))
  for (const agent of agents.filter(({ tier }) => tier !== 'COMMUNITY')) {
    const id = nodeIdOfAgent(agent)
    const tier = TIERS.indexOf(agent.tier)
    await context.supervisor.waitReady(agent.name, 60_000, async () => {
      const word = await reader.readContract({ ...registry, functionName: 'node', args: [id] })
      if (BigInt(word.provider) === 0n) throw new Error(`its node ${id} is not registered yet`)
    })
    const word = await reader.readContract({ ...registry, functionName: 'node', args: [id] })
    if (word.tier === tier) continue
    const held = await reader.readContract({
      ...registry,
      functionName: 'hasRole',
      args: [role, admin.account.address],
    })
    if (!held) {
      const hash = await admin.writeContract({
        ...registry,
        functionName: 'grantRole',
        args: [role, admin.account.address],
      })
      await reader.waitForTransactionReceipt({ hash })
    }
    const hash = await admin.writeContract({ ...registry, functionName: 'setTier', args: [id, tier] })
    await reader.waitForTransactionReceipt({ hash })
  }
}

/** Waits until the API shows every agent's node active, online, available and of its tier. */
export async function waitAvailable(context: PartContext, agents: readonly AgentSpec[], apiUrl: string): Promise<void> {
  await Promise.all(
    agents.map(async (agent) => {
      const id = nodeIdOfAgent(agent)
      const done = context.progress.step(`waiting for ${agent.name}`)
      await context.supervisor.waitReady(agent.name, 120_000, async () => {
        const { nodes } = await queryGraphql<{
          nodes: { state: string; tier: string; availability: string | null; online: boolean | null }[]
        }>(apiUrl, 'query ($id: Bytes!) { nodes(where: { id: $id }) { state tier availability online } }', { id })
        const [node] = nodes
        const ready =
          node?.state === 'ACTIVE' && node.tier === agent.tier && node.online && node.availability === 'AVAILABLE'
        if (!ready) throw new Error(`its node ${id} is not available yet: ${JSON.stringify(node ?? 'unknown')}`)
      })
      done(`${agent.name} available, node ${id}`)
    }),
  )
}

function open({ chainId, rpcUrl, deployment }: ChainAccess) {
  const registry = { address: deployment.addresses.NodeRegistry, abi: nodeRegistryAbi } as const
  return { reader: createReader(chainId, rpcUrl), registry }
}
