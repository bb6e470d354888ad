import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Deployment, deployContracts } from '../deployContracts.js'
import { localRoles } from '../localAccounts.js'
import { localPreset } from '../presets.js'
import { startAnvil, type TestChain } from './startAnvil.js'

/** Accounts of the development mnemonic that have ether. */
const ACCOUNTS = 53

/** A chain of its own with the contracts on it. */
export interface DeployedChain extends TestChain {
  chainId: number
  deployment: Deployment
  /** A folder that goes with the chain. */
  folder: string
}

/** Starts anvil and deploys the contracts there with the settings of a local chain. */
export async function startDeployedChain(): Promise<DeployedChain> {
  const config = localPreset()
  const chain = await startAnvil(config.chainId, ['--accounts', String(ACCOUNTS)])
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-chain-'))
  const stop = async (): Promise<void> => {
    await chain.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const deployment = await deployContracts({
      rpcUrl: chain.rpcUrl,
      deployerPrivateKey: localRoles().deployer.privateKey,
      config,
      journalPath: join(folder, 'deployment.json'),
    })
    return { ...chain, chainId: config.chainId, deployment, folder, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
