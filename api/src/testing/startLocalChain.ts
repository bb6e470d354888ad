import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createReader, createWallet, type Deployment, type Reader, type Wallet } from '@aiigo/chain'
import { deployContracts, foundryBinary, localPreset, localRoles } from '@aiigo/contracts'
import { CHAIN_ID } from './startApi.js'

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
  const port = await freePort()
  const rpcUrl = `http://127.0.0.1:${port}`
  const anvil = spawn(foundryBinary('anvil'), ['--port', String(port), '--accounts', '53', '--silent'], {
    stdio: 'ignore',
  })
  const reader = createReader(CHAIN_ID, rpcUrl)
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-api-'))
  const stop = async (): Promise<void> => {
    rmSync(folder, { recursive: true, force: true })
    if (anvil.exitCode !== null || anvil.signalCode !== null) return
    const exit = new Promise((resolve) => anvil.once('exit', resolve))
    anvil.kill('SIGTERM')
    await exit
  }
  try {
    for (let tries = 0; !(await reader.getChainId().catch(() => undefined)); tries++) {
      if (tries === 200) throw new Error('expected anvil to answer within 10 s')
      await sleep(50)
    }
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

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
