import type { JobSpec } from '@aiigo/domain'
import type { Offer, Provider } from '@aiigo/sdk'
import type { ReadingsTask } from '../executor/index.js'
import type { ReadingLog, ReadingStore } from './createReadingStore.js'

/** A job's readings as an executor takes them. */
export interface OpenReadings extends ReadingsTask {
  readonly log: ReadingLog
}

export interface OpenReadingsDeps {
  readonly store: Pick<ReadingStore, 'open'>
  readonly provider: Pick<Provider, 'signReading'>
}

/** The readings that an assignment is for, behind those of earlier runs; undefined for a job that runs a program. */
export async function openReadings(
  { program }: Pick<JobSpec, 'program'>,
  offer: Offer,
  { store, provider }: OpenReadingsDeps,
): Promise<OpenReadings | undefined> {
  if (program.kind !== 'readings') return undefined
  const { sensor, points, everySeconds } = program
  const { taskId, attempt, nodeId } = offer
  return {
    ...{ sensor, points, everySeconds },
    log: await store.open(offer.id),
    sign: (reading) => provider.signReading({ taskId, attempt, nodeId }, sensor, reading),
  }
}
