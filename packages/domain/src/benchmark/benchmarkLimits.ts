import { CPU_PART_OPERATIONS } from './computePart.js'

/** The stages of a benchmark, in their order; each is given when the one before is answered. */
export const BENCHMARK_STAGES = ['CPU', 'MEMORY', 'TRANSFER'] as const
export type BenchmarkStage = (typeof BENCHMARK_STAGES)[number]

/** OPEN: being answered. ANSWERED: to be checked. CHECKED: counts. VOID: a check differed. EXPIRED: not answered. */
export const BENCHMARK_STATES = ['OPEN', 'ANSWERED', 'CHECKED', 'VOID', 'EXPIRED'] as const
export type BenchmarkState = (typeof BENCHMARK_STATES)[number]

/** Part of an answer that a check computes again. */
export interface BenchmarkPart {
  readonly stage: 'CPU' | 'MEMORY'
  readonly part: number
}

/** A part of a benchmark with the seed that it follows from. */
export interface SeededPart {
  /** The processor's or the memory's: the transfer has no parts. */
  readonly stage: BenchmarkStage
  readonly part: number
  /** 64 hex digits. */
  readonly seed: string
}

export const BENCHMARK_LIMITS = {
  /** From the challenge to the last answer. */
  answerSeconds: 900,
  /** Between the challenges of a node. */
  intervalSeconds: 3_600,
  /** The same, after one whose check found another result. */
  afterVoidSeconds: 604_800,
  /** How long the processor's work should take on a node of known power. */
  cpuSeconds: 8,
  /** Fewest and most parts of the processor's work. */
  leastCpuParts: 32,
  mostCpuParts: 2_048,
  memoryParts: 4,
  /** Bytes that are stored and read again in the transfer. */
  transferBytes: 16_777_216,
  /** Parts of an answer that are computed again. */
  checkedCpuParts: 2,
  checkedMemoryParts: 1,
  /** How long a platform node may take a check before the worker does it. */
  checkWaitSeconds: 60,
  /** Time of a platform node for a check that it has taken. */
  checkSeconds: 120,
  /** The highest figure that is believed of what a node measures itself, MiB a second and GFLOP/s. */
  mostClaimed: 10_000_000,
} as const

/**
 * Parts of the processor's work for a node.
 * @param hashesPerSecond the power that is known of it; 0 when none is
 * @example cpuPartsFor(0n) // 32
 */
export function cpuPartsFor(hashesPerSecond: bigint): number {
  const operations = Number(hashesPerSecond) * OPERATIONS_PER_HASH * BENCHMARK_LIMITS.cpuSeconds
  const { leastCpuParts, mostCpuParts } = BENCHMARK_LIMITS
  return Math.min(mostCpuParts, Math.max(leastCpuParts, Math.ceil(operations / CPU_PART_OPERATIONS)))
}

/**
 * Multiplications with additions that count as one hash of a proof of work. A thread of the agent does about so many of
 * them in the time of one hash (715 to 1 317 in four measurements).
 */
export const OPERATIONS_PER_HASH = 800
