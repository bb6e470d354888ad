// Entry of the thread that computes parts of benchmarks, so that the process goes on with its other work meanwhile.
import { parentPort, workerData } from 'node:worker_threads'
import { computeCpuPart, computeMemoryPart } from '@aiigo/domain'
import type { SeededPart } from './computeParts.js'

const { parts } = workerData as { parts: readonly SeededPart[] }
parentPort?.postMessage(
  parts.map(({ stage, seed, part }) => (stage === 'CPU' ? computeCpuPart(seed, part) : computeMemoryPart(seed, part))),
)
