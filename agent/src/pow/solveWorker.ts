// Entry of a solver thread: solves the indices it is given, one after another, and posts each nonce as it is found.
import { parentPort, workerData } from 'node:worker_threads'
import type { PowPuzzle } from './challengeWords.js'
import { solveNonce } from './solveNonce.js'

export interface SolveOrder {
  readonly puzzle: PowPuzzle
  readonly indices: readonly number[]
}

export interface Solution {
  readonly index: number
  readonly nonce: bigint
}

const STEP = 1_000_000

const { puzzle, indices } = workerData as SolveOrder
for (const index of indices) {
  let nonce: bigint | null = null
  for (let from = 0n; nonce === null; from += BigInt(STEP))
    nonce = await solveNonce(puzzle, index, { from, count: STEP })
  parentPort?.postMessage({ index, nonce } satisfies Solution)
}
