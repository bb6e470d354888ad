import type { JobSpec } from '@aiigo/domain'
import type { Offer } from '@aiigo/sdk'
import { type OpenReadingsDeps, openReadings } from '../../readings/openReadings.js'
import { createReceiptBook } from '../../serving/createReceiptBook.js'
import { receiptsPath } from '../servingTaskOf.js'
import { createProgramWork } from './createProgramWork.js'
import { createReadingsWork } from './createReadingsWork.js'
import { createServingWork } from './createServingWork.js'
import type { Work } from './Work.js'

/** Stores of what is earned before the run's end. */
export interface WorkDeps extends Pick<OpenReadingsDeps, 'provider'> {
  readonly readings: OpenReadingsDeps['store']
  /** Folder of the receipts of jobs that serve files. */
  readonly receiptsFolder: string
}

/** The work of an attempt, with what an earlier run of it has earned. The caller closes it. */
export async function openWork(offer: Offer, spec: JobSpec, deps: WorkDeps): Promise<Work> {
  if (spec.program.kind === 'serve') {
    const bookPath = receiptsPath(deps.receiptsFolder, offer.id)
    return createServingWork(offer, spec, bookPath, await createReceiptBook(bookPath))
  }
  const readings = await openReadings(spec, offer, { store: deps.readings, provider: deps.provider })
  return readings ? createReadingsWork(readings) : createProgramWork()
}
