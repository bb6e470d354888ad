import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Buyer, JobArtifact } from '../buyer/Buyer.js'
import type { CallOptions } from '../connect/Connection.js'
import { codeOf } from '../errors.js'
import { type WrittenFile, writeFiles } from './writeFiles.js'

/** An artifact on disk. */
export type DownloadedArtifact = WrittenFile<JobArtifact>

/**
 * Fetches what a job's program has shown so far into a folder, with the folders that the program wrote. A version that
 * is replaced meanwhile is gone: then the newer ones are fetched, once.
 * @throws NotRetryableError `JOB_UNKNOWN`, `RESULT_MISMATCH`
 * @example for (const { path } of await downloadArtifacts(buyer, jobId, 'artifacts')) console.log(path)
 */
export async function downloadArtifacts(
  buyer: Pick<Buyer, 'artifacts' | 'download'>,
  jobId: string,
  folder: string,
  options: CallOptions = {},
): Promise<readonly DownloadedArtifact[]> {
  const target = resolve(folder)
  await mkdir(target, { recursive: true })
  const fetch = async () => writeFiles(buyer, await buyer.artifacts(jobId, options), target, options)
  return fetch().catch((error: unknown) => {
    options.signal?.throwIfAborted()
    if (codeOf(error) === 'RESULT_MISMATCH') throw error
    return fetch()
  })
}
