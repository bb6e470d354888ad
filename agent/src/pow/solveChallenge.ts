import { Worker } from 'node:worker_threads'
import type { PowPuzzle } from './challengeWords.js'
import type { SharedSearch, Solution } from './solveShared.js'

/**
 * Finds all nonces of a challenge in worker threads, so that the process goes on answering meanwhile.
 * @param threads How many threads.
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
  const current = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const workers = Array.from(
    { length: threads },
    (_, thread) =>
      new Worker(new URL('./solveWorker.js', import.meta.url), {
        workerData: { puzzle, nonceCount, thread, current } satisfies SharedSearch,
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
