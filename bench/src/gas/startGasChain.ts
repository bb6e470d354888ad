import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReader, createWallet, type Deployment, type Reader, type Wallet } from '@aiigo/chain'
import { deployContracts, foundryBinary, localPreset, localRoles } from '@aiigo/contracts'
import { freePorts } from '@aiigo/devstack'
import { createTestClient, type Hex, http, type TransactionReceipt } from 'viem'

const CHAIN_ID = 31_337
const START_MS = 10_000

/** A local chain with the contracts on it. */
export interface ContractsChain {
  reader: Reader
  addresses: Deployment['addresses']
  wallet(privateKey: Hex): Wallet
  /** Waits for a transaction and resolves with its receipt. @throws Error when it reverted. */
  mined(hash: Promise<Hex>): Promise<TransactionReceipt>
  /** Gives an account ETH, in wei. */
  fund(address: Hex, wei: bigint): Promise<void>
}

/** A chain of one's own, and a clock that can be moved. */
export interface GasChain extends ContractsChain {
  /** Moves the clock of the next block forward, in seconds. */
  wait(seconds: number): Promise<void>
  /** Runs something and undoes everything it did on the chain. */
  undoing<T>(run: () => Promise<T>): Promise<T>
  stop(): Promise<void>
}

/** Opens a local chain that runs already. */
export function openContractsChain(rpcUrl: string, addresses: Deployment['addresses']): ContractsChain {
  const reader = createReader(CHAIN_ID, rpcUrl)
  const control = createTestClient({ mode: 'anvil', transport: http(rpcUrl) })
  return {
    reader,
    addresses,
    wallet: (privateKey) => createWallet(CHAIN_ID, rpcUrl, privateKey),
    async mined(hash) {
      const receipt = await reader.waitForTransactionReceipt({ hash: await hash, pollingInterval: 10 })
      if (receipt.status !== 'success') throw new Error(`expected ${receipt.transactionHash} to succeed, it reverted`)
      return receipt
    },
    fund: (address, value) => control.setBalance({ address, value }),
  }
}

/**
 * Starts anvil on a free port and deploys the contracts there the way every deployment is made.
 * @example
 * const chain = await startGasChain()
 * try { … } finally { await chain.stop() }
 */
export async function startGasChain(): Promise<GasChain> {
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-gas-'))
  const { chain: port } = await freePorts(0)
  const rpcUrl = `http://127.0.0.1:${port}`
  const anvil = spawn(foundryBinary('anvil'), ['--port', `${port}`, '--silent'], { stdio: 'ignore' })
  const stop = async () => {
    await ended(anvil)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const reader = createReader(CHAIN_ID, rpcUrl)
    await answers(reader, anvil)
    const { addresses } = await deployContracts({
      rpcUrl,
      deployerPrivateKey: localRoles().deployer.privateKey,
      config: localPreset(),
      journalPath: join(folder, 'journal.json'),
    })
    const control = createTestClient({ mode: 'anvil', transport: http(rpcUrl) })
    return {
      ...openContractsChain(rpcUrl, addresses),
      stop,
      async wait(seconds) {
        await control.increaseTime({ seconds })
        await control.mine({ blocks: 1 })
      },
      async undoing(run) {
        const id = await control.snapshot()
        try {
          return await run()
        } finally {
          await control.revert({ id })
        }
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function answers(reader: Reader, anvil: ChildProcess): Promise<void> {
  const until = performance.now() + START_MS
  while (performance.now() < until && anvil.exitCode === null) {
    const chainId = await reader.getChainId().catch(() => undefined)
    if (chainId !== undefined) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`expected anvil to answer within ${START_MS} ms, it did not (exit code ${anvil.exitCode})`)
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
