import { connect, createProvider, type FoundPlatform, findPlatform, type Provider } from '@aiigo/sdk'
import type { Context, Input } from '@aiigo/terminal'
import { expectPrivateWallet, lockedAccount, unlockWallet } from '@aiigo/terminal/keystore'
import { privateKeyToAccount } from 'viem/accounts'
import { openDeployment } from '../openDeployment.js'
import { nodeIdOfName } from '../registration/nodeIdentity.js'
import { type LoadedAgent, loadAgent } from './loadAgent.js'
import { openPassword } from './openPassword.js'
import type { Settings } from './Settings.js'

/** The node of this machine, at its platform. */
export interface NodeSession extends LoadedAgent {
  readonly provider: Provider
  readonly platform: FoundPlatform
  readonly nodeId: `0x${string}`
}

/**
 * Does something with the node of this machine, beside the agent. The wallet's password is asked for by the first
 * signature.
 * @throws what `loadAgent` and `connect` throw
 */
export async function withNode<T>(
  context: Context<Settings>,
  input: Input,
  work: (session: NodeSession) => Promise<T>,
): Promise<T> {
  const agent = await loadAgent(context.settings)
  const { config, wallet } = agent
  const { signal } = context
  const deployment = await openDeployment(config)
  const nodeId = nodeIdOfName(wallet.address, config.AGENT_NAME)
  const account = lockedAccount(wallet.address, async () => {
    await expectPrivateWallet(wallet)
    return privateKeyToAccount(await unlockWallet(wallet, await openPassword(context, input, agent)))
  })
  const platform = await findPlatform({ apiUrl: config.API_URL, signal })
  const connection = await connect({
    ...{ apiUrl: config.API_URL, rpcUrl: config.ETHEREUM_RPC_URL, blobUrl: config.BLOB_STORE_URL },
    ...{ wallet: account, deployment, signal },
  })
  try {
    return await work({ ...agent, provider: createProvider(connection), platform, nodeId })
  } finally {
    await connection.close()
  }
}
