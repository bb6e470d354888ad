import { createReader, createWallet, type Deployment, type Reader, type Wallet } from '@aiigo/chain'
import { localRoles } from '@aiigo/contracts'
import { startDeployedChain } from '@aiigo/contracts/testing'

export interface LocalChain {
  rpcUrl: string
  deployment: Deployment
  reader: Reader
  /** An account with ether. */
  sender: Wallet
  stop(): Promise<void>
}

/** A chain of its own with the contracts on it. */
export async function startLocalChain(): Promise<LocalChain> {
  const { rpcUrl, chainId, deployment, stop } = await startDeployedChain()
  const sender = createWallet(chainId, rpcUrl, localRoles().treasury.privateKey)
  return { rpcUrl, deployment: { ...deployment }, reader: createReader(chainId, rpcUrl), sender, stop }
}
