import type { AgentSpec } from '@aiigo/devstack'
import { RATE_SCALE } from '@aiigo/domain'
import { auditNode, connect } from '@aiigo/sdk'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Marketplace } from './marketplace.js'

export interface Device {
  readonly name: string
  readonly type: 'MOBILE' | 'IOT' | 'NETWORK'
  /** Of the development mnemonic, behind those of demo, buyers and further agents. */
  readonly accountIndex: number
  /** Of a task, a data point or an MB, base units of ETH. */
  readonly price: bigint
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the agent of a device, whose node the operator finds to be of its type. @returns its node */
export async function startsDevice({ stack }: Marketplace, device: Device): Promise<Hex> {
  const { name, type, accountIndex, price, env = {} } = device
  const agent: AgentSpec = {
    ...{ name, tier: 'COMMUNITY', region: 'EU', units: 4, accountIndex },
    asks: { ETH: String(price * RATE_SCALE) },
    env: { AGENT_RESOURCE_TYPE: type, ...env },
  }
  await stack.startAgent(agent)
  const nodeId = stack.nodeIdOf(agent)
  const { api: apiUrl, ethereumRpc: rpcUrl } = stack.urls
  const wallet = privateKeyToAccount(stack.accounts.operator.privateKey)
  const connection = await connect({ apiUrl, rpcUrl, wallet })
  try {
    await connection.signIn()
    const expiresAt = new Date(Date.now() + 86_400_000)
    await auditNode(connection, { nodeId, statement: 'a device of a test', expiresAt })
  } finally {
    await connection.close()
  }
  return nodeId
}
