import type { JobSpec } from '@aiigo/domain'
import type { Offer } from '@aiigo/sdk'
import type { RestoredCheckpoint } from '../checkpoint/restoreCheckpoint.js'
import type { Execution } from '../executor/index.js'
import type { AttemptLimits } from './createAttemptLimits.js'
import { meterUsage } from './meterUsage.js'
import type { Earned } from './work/Work.js'

export interface MeterDeps {
  readonly offer: Pick<Offer, 'request'>
  readonly spec: Pick<JobSpec, 'resources'>
  readonly limits: Pick<AttemptLimits, 'assignedAt' | 'maxUsage'>
  /** Units the node is registered with. */
  readonly nodeUnits: number
  /** The checkpoint that the run begins with. */
  readonly restored: Pick<RestoredCheckpoint, 'wallSeconds' | 'cpuSeconds'> | null
}

/** A run as far as its time is billed. */
export type MeteredRun = Pick<Execution, 'outcome' | 'wallSeconds' | 'cpuSeconds'> & Earned

/**
 * Billed usage of a run of an attempt.
 * @param now Unix seconds
 * @param moved inputs and outputs so far
 */
export type Meter = (run: MeteredRun, now: number, moved: readonly { readonly size: number }[]) => bigint

/** Meters the runs of an attempt. */
export function createMeter({ offer, spec, limits, nodeUnits, restored }: MeterDeps): Meter {
  return ({ outcome, wallSeconds, cpuSeconds, receiptedBytes, points }, now, moved) => {
    // Stopped before it began: nothing of it is in the result.
    if (outcome === 'STOPPED' && wallSeconds === 0 && !points && !receiptedBytes) return 0n
    return meterUsage({
      outcome,
      resourceType: offer.request.resourceType,
      // The node's work before a restart, up to the checkpoint, is in the result, too.
      wallSeconds: wallSeconds + (restored?.wallSeconds ?? 0),
      cpuSeconds: cpuSeconds + (restored?.cpuSeconds ?? 0),
      jobUnits: spec.resources.units,
      nodeUnits,
      elapsedSeconds: now - limits.assignedAt,
      bytesMoved: moved.reduce((sum, { size }) => sum + BigInt(size), 0n),
      receiptedBytes,
      points,
      maxUsage: limits.maxUsage,
    })
  }
}
