import { Worker } from 'node:worker_threads'

/**
 * Arithmetic of this machine, all threads together.
 * @param milliseconds how long each thread works
 * @returns thousand millions of multiplications and additions of 64-bit numbers a second (GFLOP/s)
 * @throws the thread's error when one fails
 */
export async function measureArithmetic(threads: number, milliseconds: number): Promise<number> {
  const one = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./arithmeticWorker.js', import.meta.url), { workerData: { milliseconds } })
      worker.once('message', (done: { operations: number; milliseconds: number }) =>
        resolve(done.operations / done.milliseconds / 1_000_000),
      )
      worker.once('error', reject)
    })
  const rates = await Promise.all(Array.from({ length: threads }, one))
  return Number(rates.reduce((sum, rate) => sum + rate, 0).toFixed(3))
}
