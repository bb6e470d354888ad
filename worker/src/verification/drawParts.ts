import { createHash, createHmac } from 'node:crypto'
import { BENCHMARK_LIMITS, type BenchmarkPart } from '@aiigo/domain'

/** An answer, as far as the draw follows from it. */
export interface DrawnAnswer {
  readonly id: string
  readonly cpuDigests: readonly string[]
  readonly memoryDigests: readonly string[]
}

/**
 * The parts of an answer that are computed again. The draw follows from the platform's secret and from the answer, so
 * no one else can tell it before the answer, and no second look draws again.
 * @example drawParts(secret, answer) // parts 17 and 3 of CPU, part 1 of MEMORY
 */
export function drawParts(secret: string, { id, cpuDigests, memoryDigests }: DrawnAnswer): BenchmarkPart[] {
  const answer = createHash('sha256')
    .update(JSON.stringify([cpuDigests, memoryDigests]))
    .digest('hex')
  const drawn = (stage: BenchmarkPart['stage'], of: number, wanted: number): BenchmarkPart[] => {
    const parts = new Set<number>()
    for (let nth = 0; parts.size < Math.min(of, wanted); nth++) {
      const bytes = createHmac('sha256', secret).update(`benchmark ${id} ${answer} ${stage} ${nth}`).digest()
      parts.add(bytes.readUIntBE(0, 6) % of)
    }
    return [...parts].map((part) => ({ stage, part }))
  }
  return [
    ...drawn('CPU', cpuDigests.length, BENCHMARK_LIMITS.checkedCpuParts),
    ...drawn('MEMORY', memoryDigests.length, BENCHMARK_LIMITS.checkedMemoryParts),
  ]
}
