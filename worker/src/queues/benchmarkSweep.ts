import {
  benchmarksToCheck,
  claimBenchmarkCheck,
  drawBenchmarkCheck,
  expireBenchmarks,
  inTransaction,
  type NodeBenchmark,
  settleBenchmarkCheck,
} from '@aiigo/storage'
import { type ComputeParts, computePartsInThread } from '../verification/computeParts.js'
import { drawParts } from '../verification/drawParts.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Looked at in one sweep; drawing is quick. */
const LOOKS = 500
/** A sweep begins no computation after so long: the next one goes on. Milliseconds. */
const SWEEP_MS = 10_000
/** A check of a worker that died is done by another one after so long. Seconds. */
const CLAIM_SECONDS = 60

/**
 * Draws the parts of answered benchmarks that are computed again, computes those that no platform node has taken or
 * reported in time, and ends challenges that were not answered.
 */
export async function benchmarkSweep(
  { storage, settings, log }: Pick<WorkerDeps, 'storage' | 'settings' | 'log'>,
  compute: ComputeParts = computePartsInThread,
): Promise<void> {
  await inTransaction(storage, expireBenchmarks)
  const started = performance.now()
  for (const benchmark of await benchmarksToCheck(storage.fork(), LOOKS)) {
    if (!benchmark.checkParts) await draw(benchmark)
    else if (performance.now() - started < SWEEP_MS) await check(benchmark.id)
  }

  async function draw({ id, cpuDigests, memoryDigests }: NodeBenchmark): Promise<void> {
    const answer = { id, cpuDigests: cpuDigests ?? [], memoryDigests: memoryDigests ?? [] }
    await inTransaction(storage, (em) => drawBenchmarkCheck(em, id, drawParts(settings.checkSecret, answer)))
  }

  async function check(id: string): Promise<void> {
    const claimed = await inTransaction(storage, (em) => claimBenchmarkCheck(em, id, CLAIM_SECONDS))
    if (!claimed) return
    const { nodeId, checkerId, cpuSeed, memorySeed } = claimed
    const seeded = (claimed.checkParts ?? []).map((part) => ({
      ...part,
      seed: part.stage === 'CPU' ? cpuSeed : (memorySeed ?? ''),
    }))
    const digests = await compute(seeded)
    const settled = await inTransaction(storage, (em) => settleBenchmarkCheck(em, id, digests))
    if (!settled) return
    const { isEqual, isProven, other } = settled
    if (!isEqual) log.warn({ nodeId, benchmark: id, isProven }, 'a benchmark differs from its second computation')
    if (other && other.join() !== digests.join())
      log.error({ nodeId: checkerId, benchmark: id }, 'a platform node computed other digests than the worker')
  }
}
