// Entry of a thread that computes parts of a benchmark: each time the next one that no other thread has begun.
import { parentPort, workerData } from 'node:worker_threads'
import { computePart } from '@aiigo/domain'
import type { SharedParts } from './computeParts.js'

const { parts, next } = workerData as SharedParts
for (let at = Atomics.add(next, 0, 1); at < parts.length; at = Atomics.add(next, 0, 1)) {
  parentPort?.postMessage({ at, digest: computePart(parts[at] as SharedParts['parts'][number]) })
}
