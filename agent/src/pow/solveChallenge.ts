import { Worker } from 'node:worker_threads'
import type { PowPuzzle } from './challengeWords.js'
import type { Solution, SolveOrder } from './solveWorker.js'

/**
 * Finds all nonces of a challenge in worker threads, so that the process goes on answering meanwhile.
 * @param threads How many threads at most.
 * @throws the signal's reason when aborted; the thread's error when one fails.
 */
export async function solveChallenge(
  puzzle: PowPuzzle,
  nonceCount: number,
  threads: number,
  signal: AbortSignal,
): Promise<readonly bigint[]> {
  signal.throwIfAborted()
  const nonces: bigint[] = []
  const count = Math.min(threads, nonceCount)
  const orders = Array.from({ length: count }, (_, thread) =>
    Array.from({ length: nonceCount }, (_, index) => index).filter((index) => index % count === thread),
  )
  const workers = orders.map(
    (indices) =>
      new Worker(new URL('./solveWorker.js', import.meta.url), {
        workerData: { puzzle, indices } satisfies SolveOrder,
      }),
  )
  try {
    await Promise.all(
      workers.map(
        (worker) =>
          new Promise<void>((resolve, reject) => {
            worker.on('message', ({ index, nonce }: Solution) => {
              nonces[index] = nonce
            })
            worker.once('error', reject)
            worker.once('exit', () => resolve())
            signal.addEventListener('abort', () => reject(signal.reason), { once: true })
          }),
      ),
    )
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  const found = nonces.filter((nonce) => nonce !== undefined).length
  if (found !== nonceCount) throw new Error(`expected ${nonceCount} solutions, the threads ended with ${found}`)
  return nonces
}
