import { rateOfThreads } from './rateOfThreads.js'

/**
 * Arithmetic of this machine, all threads together.
 * @param milliseconds how long each thread works
 * @returns thousand millions of multiplications and additions of 64-bit numbers a second (GFLOP/s)
 * @throws the thread's error when one fails
 */
export async function measureArithmetic(threads: number, milliseconds: number): Promise<number> {
  const rate = await rateOfThreads(new URL('./arithmeticWorker.js', import.meta.url), threads, milliseconds)
  return Number((rate / 1e9).toFixed(3))
}
