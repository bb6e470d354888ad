import { availableParallelism } from 'node:os'
import { MEMORY_PART_BUFFER_MIB } from '@aiigo/domain'
import type { Caps } from '../caps/capsSchema.js'

/** Memory of a thread beside the buffer that it walks over, MiB. */
const THREAD_MIB = 64

/** Threads of a benchmark: one for each core, as far as the owner's limits allow units and memory. */
export function benchmarkThreads({ units, memoryMiB }: Pick<Caps, 'units' | 'memoryMiB'>): number {
  const fitting = Math.floor((memoryMiB ?? Number.POSITIVE_INFINITY) / (MEMORY_PART_BUFFER_MIB + THREAD_MIB))
  return Math.max(1, Math.min(availableParallelism(), units ?? Number.POSITIVE_INFINITY, fitting))
}
