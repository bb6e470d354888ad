import { createReader, createWallet, marketplaceDomain } from '@aiigo/chain'
import { readDeployment } from '@aiigo/chain/node'
import { NotRetryableError } from '@aiigo/domain'
import { createNodeChain } from './chain/createNodeChain.js'
import { createSender } from './chain/createSender.js'
import type { Config } from './config.js'
import { createExecutorRegistry, createWasmExecutor } from './executor/index.js'
import { nodeIdentity } from './registration/nodeIdentity.js'

/** What agent and command line have in common: the wallet, the chain and the node's identity. */
export function connect(config: Config) {
  const deployment = readDeployment(config.DEPLOYMENT_FILE)
  const { chainId, addresses } = deployment
  const wallet = createWallet(chainId, config.ETHEREUM_RPC_URL, config.PROVIDER_PRIVATE_KEY)
  const reader = createReader(chainId, config.ETHEREUM_RPC_URL)
  const account = wallet.account
  const executors = createExecutorRegistry({ wasm: createWasmExecutor() })
  return {
    deployment,
    account,
    executors,
    domain: marketplaceDomain(chainId, addresses.TaskMarketplace),
    chain: createNodeChain({ reader, sender: createSender({ reader, wallet }), deployment, provider: account.address }),
    identity: nodeIdentity(config, account.address, deployment, executors.kinds),
    /** @throws NotRetryableError `WRONG_CHAIN` when the RPC URL leads to another chain than the deployment's. */
    async checkChain(): Promise<void> {
      const found = await reader.getChainId()
      if (found === chainId) return
      throw new NotRetryableError(
        'WRONG_CHAIN',
        `expected chain ${chainId} of ${config.DEPLOYMENT_FILE} at ETHEREUM_RPC_URL, got chain ${found}; correct one of the two`,
      )
    },
  }
}
