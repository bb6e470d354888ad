// Entry of the thread that computes parts of benchmarks, so that the process goes on with its other work meanwhile.
import { parentPort, workerData } from 'node:worker_threads'
import { computePart, type SeededPart } from '@aiigo/domain'

const { parts } = workerData as { parts: readonly SeededPart[] }
parentPort?.postMessage(parts.map(computePart))
