import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReader, createWallet, type Deployment, type Reader, type Wallet } from '@aiigo/chain'
import { deployContracts, localPreset, localRoles } from '@aiigo/contracts'
import { startAnvil } from '@aiigo/contracts/testing'
import { CHAIN_ID } from './startApi.js'

export interface LocalChain {
  rpcUrl: string
  deployment: Deployment
  reader: Reader
  /** An account with ether. */
  sender: Wallet
  stop(): Promise<void>
}

/** Accounts of the local deployment, guardians included. */
const ACCOUNTS = 53

/** A chain of its own with the contracts on it. */
export async function startLocalChain(): Promise<LocalChain> {
  const { rpcUrl, stop: stopAnvil } = await startAnvil(CHAIN_ID, ACCOUNTS)
  const reader = createReader(CHAIN_ID, rpcUrl)
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-api-'))
  const stop = async (): Promise<void> => {
    rmSync(folder, { recursive: true, force: true })
    await stopAnvil()
  }
  try {
    const { deployer, treasury } = localRoles()
    const deployment = await deployContracts({
      rpcUrl,
      deployerPrivateKey: deployer.privateKey,
      config: localPreset(),
      journalPath: join(folder, 'deployment.json'),
    })
    const sender = createWallet(CHAIN_ID, rpcUrl, treasury.privateKey)
    return { rpcUrl, deployment: { ...deployment }, reader, sender, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
