import { Worker } from 'node:worker_threads'

/** Posted by a thread of the benchmark when its time is over. */
export interface Work {
  readonly count: number
  readonly milliseconds: number
}

/**
 * Work of this machine, all threads together.
 * @param script of each thread; it posts its `Work`
 * @param milliseconds how long each thread works
 * @returns counted things a second
 * @throws the thread's error when one fails
 */
export async function rateOfThreads(script: URL, threads: number, milliseconds: number): Promise<number> {
  const one = (_: unknown, thread: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(script, { workerData: { milliseconds, thread } })
      worker.once('message', (done: Work) => resolve((done.count / done.milliseconds) * 1_000))
      worker.once('error', reject)
    })
  const rates = await Promise.all(Array.from({ length: threads }, one))
  return rates.reduce((sum, rate) => sum + rate, 0)
}
