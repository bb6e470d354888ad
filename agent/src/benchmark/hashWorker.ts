// Entry of a thread of the benchmark: hashes as a solver of challenges does, and posts how much it did.
import { parentPort, workerData } from 'node:worker_threads'
import { createKeccak } from 'hash-wasm'
import { solveNonce } from '../pow/solveNonce.js'
import { STEP } from '../pow/solveShared.js'
import type { Work } from './rateOfThreads.js'

const { milliseconds, thread } = workerData as { milliseconds: number; thread: number }
const keccak = await createKeccak(256)
// No hash is below 0: nothing is found, and every nonce is tried.
const puzzle = {
  seed: `0x${'5a'.repeat(32)}`,
  nodeId: `0x${'11'.repeat(8)}`,
  provider: `0x${'22'.repeat(20)}`,
  target: 0n,
} as const
let from = BigInt(thread) << 48n
let hashes = 0
const step = (): void => {
  solveNonce(keccak, puzzle, 0, { from, count: STEP })
  from += BigInt(STEP)
}
// The first steps are compiled while they run.
for (let warm = 0; warm < 8; warm++) step()
const started = performance.now()
while (performance.now() - started < milliseconds) {
  step()
  hashes += STEP
}
parentPort?.postMessage({ count: hashes, milliseconds: performance.now() - started } satisfies Work)
