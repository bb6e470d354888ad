import { createHash } from 'node:crypto'
import { transferBytes } from '@aiigo/domain'
import type { BenchmarkAnswer, BenchmarkTask, Provider } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import type { Hex } from 'viem'
import type { OwnBlobs } from '../blobs.js'
import type { ComputeParts } from './computeParts.js'
import { measureDisk } from './measureDisk.js'

/** Time that writing to the disk takes, milliseconds. It counts for the transfer, so it is measured before. */
const DISK_MS = 2_000

export interface BenchmarkDeps {
  readonly provider: Pick<Provider, 'beginBenchmark' | 'answerBenchmark'>
  readonly blobs: Pick<OwnBlobs, 'upload' | 'readOwn'>
  readonly compute: ComputeParts
  /** Below which the disk is measured. */
  readonly folder: string
  readonly log: Pick<Logger, 'warn'>
  /** Told of each stage that begins. */
  readonly onStage?: (stage: BenchmarkTask['stage']) => void
}

/**
 * Takes the platform's challenge for a node and answers all of its stages. The platform measures the times.
 * @throws what `beginBenchmark` and `answerBenchmark` throw; the signal's reason
 */
export async function takeBenchmark(nodeId: Hex, deps: BenchmarkDeps, signal: AbortSignal): Promise<void> {
  const { provider, compute, folder, log, onStage } = deps
  // Before the first stage: the time of none of them runs yet.
  const disk = await measureDisk(folder, DISK_MS).catch((error: Error) => {
    log.warn({ reason: error.message }, 'the disk is not measured')
    return null
  })
  let task: BenchmarkTask | null = await provider.beginBenchmark(nodeId, { signal })
  while (task) {
    onStage?.(task.stage)
    task = await provider.answerBenchmark(task, await answerOf(task), { signal })
  }

  async function answerOf({ stage, seed, size }: BenchmarkTask): Promise<BenchmarkAnswer> {
    if (stage === 'TRANSFER') {
      return {
        transfer: await transfer(seed, size).catch((error: Error) => {
          signal.throwIfAborted()
          log.warn({ reason: error.message }, 'the network is not measured')
          return null
        }),
        diskWriteMibPerSecond: disk?.writeMiBPerSecond || null,
        diskReadMibPerSecond: disk?.readMiBPerSecond || null,
      }
    }
    const parts = Array.from({ length: size }, (_, part) => ({ stage, seed, part }))
    return { digests: await compute(parts, signal) }
  }

  async function transfer(seed: string, size: number): Promise<{ sha256: string; upShare: number }> {
    const bytes = Buffer.concat([...transferBytes(seed, size)])
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const started = performance.now()
    const stored = await deps.blobs.upload({ bytes }, signal)
    const up = performance.now() - started
    await deps.blobs.readOwn(stored, signal)
    const all = performance.now() - started
    return { sha256, upShare: Math.min(0.999, Math.max(0.001, up / all)) }
  }
}
