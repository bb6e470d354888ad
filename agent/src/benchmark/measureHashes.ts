import { rateOfThreads } from './rateOfThreads.js'

/**
 * Hashes a second of this machine, as a proof of work counts them: all threads together.
 * @param milliseconds how long each thread works
 * @throws the thread's error when one fails
 */
export async function measureHashes(threads: number, milliseconds: number): Promise<number> {
  return Math.round(await rateOfThreads(new URL('./hashWorker.js', import.meta.url), threads, milliseconds))
}
