import { Worker } from 'node:worker_threads'
import type { SeededPart } from '@aiigo/domain'

export interface SharedParts {
  readonly parts: readonly SeededPart[]
  /** One element, shared by all threads: the part that is begun next. */
  readonly next: Int32Array
}

/** Computes parts of a benchmark. @returns their digests, in their order */
export type ComputeParts = (parts: readonly SeededPart[], signal: AbortSignal) => Promise<string[]>

/**
 * Computes parts in threads, so that the process goes on answering meanwhile.
 * @throws the signal's reason when aborted; the thread's error when one fails
 */
export function createComputeParts(threads: number): ComputeParts {
  return async (parts, signal) => {
    signal.throwIfAborted()
    const digests: string[] = []
    const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    const script = new URL('./partsThread.js', import.meta.url)
    const workers = Array.from(
      { length: Math.min(threads, parts.length) },
      () => new Worker(script, { workerData: { parts, next } satisfies SharedParts }),
    )
    try {
      const ended = workers.map(
        (worker) =>
          new Promise<void>((resolve, reject) => {
            worker.on('message', ({ at, digest }: { at: number; digest: string }) => {
              digests[at] = digest
            })
            worker.once('error', reject)
            worker.once('exit', () => resolve())
            signal.addEventListener('abort', () => reject(signal.reason), { once: true })
          }),
      )
      await Promise.all(ended)
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()))
    }
    const found = digests.filter((digest) => digest !== undefined).length
    if (found !== parts.length) throw new Error(`expected ${parts.length} digests, the threads ended with ${found}`)
    return digests
  }
}
