import { jobLifeCycle, type ReplicaStanding } from '@aiigo/domain'
import { type Job, otherReplicas, type Replica } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'
import { readResult, resultHashOf } from './readResult.js'

/** The other replicas of a job, as they were read at one moment. */
export interface ReadReplicas {
  readonly replicas: readonly Replica[]
  /** One for each. */
  readonly standings: readonly ReplicaStanding[]
}

/**
 * Reads what the other replicas of a job have delivered, as the chain has it. Each replica is looked at with all
 * others: a manifest that was read once is not read again.
 */
export async function readReplicas(
  { storage, blobs, reports }: Pick<WorkerDeps, 'storage' | 'blobs' | 'reports'>,
  job: Job,
): Promise<ReadReplicas> {
  const replicas = await otherReplicas(storage.fork(), job)
  const standings = await Promise.all(
    replicas.map(async (replica): Promise<ReplicaStanding> => {
      const { job: other, attempt } = replica
      if (!hasResult(replica)) return { kind: jobLifeCycle.isFinal(other.state) ? 'OUT' : 'OPEN' }
      if (other.filesDeletedAt || !attempt) return { kind: 'OUT' }
      const { provider } = attempt
      const key = { provider, resultHash: resultHashOf(attempt, other) }
      const known = reports.get(key)
      const read = known
        ? ({ kind: 'REPORT', report: known } as const)
        : await readResult(blobs, other.result, key.resultHash, provider)
      if (read.kind !== 'REPORT') return { kind: read.kind === 'UNUSABLE' ? 'OUT' : 'OPEN' }
      if (!known) reports.put(key, read.report)
      return read.report.outcome === 'STOPPED' ? { kind: 'OUT' } : { kind: 'DELIVERED', report: read.report }
    }),
  )
  return { replicas, standings }
}

/** Whether the chain has a result of a replica. */
const hasResult = ({ job: { state, settleAfter } }: Replica): boolean =>
  state === 'PAID' || ((state === 'VERIFYING' || state === 'DISPUTED') && settleAfter !== null)

/** The moment of a look at replicas as a text: another one means that one of them has moved. */
export const momentOf = (replicas: readonly Replica[]): string =>
  replicas.map((one) => `${one.job.id} ${one.job.state} ${hasResult(one)}`).join()
