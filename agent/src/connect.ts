import { connect as connectPlatform, createProvider } from '@aiigo/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import type { Config } from './config.js'
import type { ExecutorRegistry } from './executor/index.js'
import { openDeployment } from './openDeployment.js'
import { type NodeParts, nodeIdentity } from './registration/nodeIdentity.js'

/**
 * The common part of agent and command line: the wallet, the provider's verbs and the node's identity. The contracts
 * are those of the deployment file, so an API that names others is refused, and the command line needs no API.
 * @param executors that the node offers
 * @throws NotRetryableError `WRONG_CHAIN` when the RPC URL leads to another chain than the deployment's; RetryableError
 * `CHAIN_UNREACHABLE`
 */
export async function connect(
  config: Config,
  executors: Pick<ExecutorRegistry, 'names'>,
  { gpus = [], sensors = [] }: NodeParts = {},
) {
  const deployment = await openDeployment(config)
  const account = privateKeyToAccount(config.PROVIDER_PRIVATE_KEY)
  const connection = await connectPlatform({
    apiUrl: config.API_URL,
    rpcUrl: config.ETHEREUM_RPC_URL,
    blobUrl: config.BLOB_STORE_URL,
    wallet: account,
    deployment,
  })
  return {
    deployment,
    provider: createProvider(connection),
    identity: nodeIdentity(config, account.address, deployment, executors.names, { gpus, sensors }),
  }
}
