import { Worker } from 'node:worker_threads'

/**
 * Hashes a second of this machine, as a proof of work counts them: all threads together.
 * @param milliseconds how long each thread works
 * @throws the thread's error when one fails
 */
export async function measureHashes(threads: number, milliseconds: number): Promise<number> {
  const rates = await Promise.all(
    Array.from(
      { length: threads },
      (_, thread) =>
        new Promise<number>((resolve, reject) => {
          const worker = new Worker(new URL('./hashWorker.js', import.meta.url), {
            workerData: { milliseconds, thread },
          })
          worker.once('message', (done: { hashes: number; milliseconds: number }) =>
            resolve((done.hashes / done.milliseconds) * 1_000),
          )
          worker.once('error', reject)
        }),
    ),
  )
  return Math.round(rates.reduce((total, rate) => total + rate, 0))
}
