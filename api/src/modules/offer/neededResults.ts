import type { JobSpec } from '@aiigo/domain'
import { resultsNeededBy, type Storage } from '@aiigo/storage'
import type { OfferNeed } from './offer.type.js'

/** Results that a job builds on. @param work whose specification is there while a node may run the job */
export async function neededResults(
  storage: Storage,
  { jobId, spec }: { readonly jobId: string; readonly spec?: unknown },
): Promise<OfferNeed[]> {
  if (!(spec as JobSpec | null | undefined)?.needs) return []
  const found = (await resultsNeededBy(storage.fork(), [{ id: jobId }])).get(jobId) ?? []
  return found.map(({ jobId: id, specHash, manifestCid, manifestSha256 }) => ({
    ...{ jobId: id, specHash, manifestCid, manifestSha256 },
  }))
}
