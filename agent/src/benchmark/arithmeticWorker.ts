// Entry of a thread of the benchmark: multiplies matrices, and posts how many operations it did.
import { parentPort, workerData } from 'node:worker_threads'
import { createMultiplication, OPERATIONS } from './multiplyMatrices.js'
import type { Work } from './rateOfThreads.js'

const { milliseconds } = workerData as { milliseconds: number }
const multiply = createMultiplication()
let operations = 0
// The first one is compiled while it runs.
multiply()
const started = performance.now()
while (performance.now() - started < milliseconds) {
  multiply()
  operations += OPERATIONS
}
parentPort?.postMessage({ count: operations, milliseconds: performance.now() - started } satisfies Work)
