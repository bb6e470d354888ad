import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createReader, type Deployment, type Reader } from '@aiigo/chain'
import { startDeployedChain } from '@aiigo/contracts/testing'
import { createTestClient, hexToBytes, http, type TestClient } from 'viem'

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
  const { rpcUrl, chainId, deployment, folder, crashes, stop } = await startDeployedChain()
  const control = createTestClient({ mode: 'anvil', transport: http(rpcUrl) })
  const stateFile = join(folder, 'state.json')
  return {
    ...{
      rpcUrl,
      chainId,
      deployment: { ...deployment },
      reader: createReader(chainId, rpcUrl, { together: true }),
      control,
      stop,
    },
    async saves() {
      writeFileSync(stateFile, gunzipSync(hexToBytes(await control.dumpState())))
    },
    crashes: () => crashes(['--load-state', stateFile]),
  }
}
