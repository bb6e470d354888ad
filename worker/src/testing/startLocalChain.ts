import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { createReader, type Deployment, type Reader } from '@aiigo/chain'
import { deployContracts, localPreset, localRoles } from '@aiigo/contracts'
import { createTestClient, hexToBytes, http, type TestClient } from 'viem'

const CHAIN_ID = 31_337

export interface LocalChain {
  rpcUrl: string
  chainId: number
  deployment: Deployment
  reader: Reader
  /** Turns the chain's clock, takes and restores snapshots. */
  control: TestClient
  /** Writes the chain to disk, as a local chain does every few seconds. */
  saves(): Promise<void>
  /** Kills the chain's process and starts another one with what was saved last. */
  crashes(): Promise<void>
  stop(): Promise<void>
}

/** A chain of its own with the contracts on it. */
export async function startLocalChain(): Promise<LocalChain> {
  const port = await freePort()
  const rpcUrl = `http://127.0.0.1:${port}`
  const start = (...more: string[]) =>
    spawn(anvilBinary(), ['--port', String(port), '--accounts', '53', '--silent', ...more], { stdio: 'ignore' })
  let anvil = start()
  const reader = createReader(CHAIN_ID, rpcUrl)
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-worker-'))
  const stop = async (): Promise<void> => {
    rmSync(folder, { recursive: true, force: true })
    await ended(anvil, 'SIGTERM')
  }
  try {
    await answers(reader)
    const deployment = await deployContracts({
      rpcUrl,
      deployerPrivateKey: localRoles().deployer.privateKey,
      config: localPreset(),
      journalPath: join(folder, 'deployment.json'),
    })
    const control = createTestClient({ mode: 'anvil', transport: http(rpcUrl) })
    const stateFile = join(folder, 'state.json')
    return {
      ...{ rpcUrl, chainId: CHAIN_ID, deployment: { ...deployment }, reader, control, stop },
      async saves() {
        writeFileSync(stateFile, gunzipSync(hexToBytes(await control.dumpState())))
      },
      async crashes() {
        await ended(anvil, 'SIGKILL')
        anvil = start('--load-state', stateFile)
        await answers(reader)
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function answers(reader: Reader): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await reader.getChainId().catch(() => undefined)) return
    await sleep(50)
  }
  throw new Error('expected anvil to answer within 10 s')
}

async function ended(process: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (process.exitCode !== null) return
  const exit = new Promise((resolve) => process.once('exit', resolve))
  process.kill(signal)
  await exit
}

/** The platform's binary itself: the npm wrapper would not pass signals on. */
function anvilBinary(): string {
  const require = createRequire(import.meta.url)
  const anvil = createRequire(require.resolve('@foundry-rs/anvil/package.json'))
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  return join(dirname(anvil.resolve(`@foundry-rs/anvil-${process.platform}-${arch}/package.json`)), 'bin/anvil')
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
