import { NotRetryableError } from '@aiigo/domain'
import { connect as connectPlatform, createProvider } from '@aiigo/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import type { Caps } from './caps/capsSchema.js'
import type { Config } from './config.js'
import { createExecutorRegistry, createWasmExecutor, type ExecutorRegistry } from './executor/index.js'
import type { Gpu } from './machine/detectGpus.js'
import { openDeployment } from './openDeployment.js'
import { nodeIdentity } from './registration/nodeIdentity.js'

/** The executors of this program that the owner allows. @throws NotRetryableError `NO_EXECUTOR` when none is left */
function allowedExecutors({ executors: allowed }: Caps): ExecutorRegistry {
  const all = { wasm: createWasmExecutor() }
  const left = Object.fromEntries(Object.entries(all).filter(([kind]) => allowed?.includes(kind) ?? true))
  if (Object.keys(left).length > 0) return createExecutorRegistry(left)
  const got = `the limit executors leaves none: ${allowed?.join(', ')}`
  throw new NotRetryableError('NO_EXECUTOR', `expected one of ${Object.keys(all).join(', ')} to be allowed, ${got}`)
}

/**
 * The common part of agent and command line: the wallet, the provider's verbs and the node's identity. The contracts
 * are those of the deployment file, so an API that names others is refused, and the command line needs no API.
 * @param gpus of the machine, where the node offers them
 * @throws NotRetryableError `WRONG_CHAIN` when the RPC URL leads to another chain than the deployment's; RetryableError
 * `CHAIN_UNREACHABLE`
 */
export async function connect(config: Config, gpus: readonly Gpu[] = []) {
  const deployment = await openDeployment(config)
  const account = privateKeyToAccount(config.PROVIDER_PRIVATE_KEY)
  const executors = allowedExecutors(config.AGENT_CAPS)
  const connection = await connectPlatform({
    apiUrl: config.API_URL,
    rpcUrl: config.ETHEREUM_RPC_URL,
    blobUrl: config.BLOB_STORE_URL,
    wallet: account,
    deployment,
  })
  return {
    deployment,
    executors,
    provider: createProvider(connection),
    identity: nodeIdentity(config, account.address, deployment, executors.kinds, gpus),
  }
}
