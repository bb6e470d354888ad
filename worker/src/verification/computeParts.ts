import { Worker } from 'node:worker_threads'
import type { SeededPart } from '@aiigo/domain'

/** Computes parts of a benchmark. @returns their digests, in their order */
export type ComputeParts = (parts: readonly SeededPart[]) => Promise<string[]>

/** The same in a thread of its own: a part takes some tenths of a second. @throws the thread's error */
export const computePartsInThread: ComputeParts = (parts) =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./partsThread.js', import.meta.url), { workerData: { parts } })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`expected digests of a thread, it ended with code ${code}`)))
  })
