import { JobArtifactsDocument } from '@aiigo/client'
import { fileNameSchema, VERSION_SALT_BYTES } from '@aiigo/domain'
import type { CallOptions, Connection } from '../connect/Connection.js'
import type { JobArtifact } from './Buyer.js'
import { unknownJob } from './unknownJob.js'

/** The files that a job's program has shown so far, by name. */
export async function readArtifacts(
  { client, files }: Connection,
  jobId: string,
  call: CallOptions,
): Promise<readonly JobArtifact[]> {
  const { job } = await client.execute(JobArtifactsDocument, { id: jobId }, call)
  if (!job) throw unknownJob(jobId)
  // A permission of some minutes ago does not cover versions that are newer.
  if (job.artifacts.length > 0) await files.ofJob(jobId, { ...call, fresh: true })
  return job.artifacts.map(({ name, cid, sha256, storedSize, size, mac, attempt, storedAt }) => ({
    // A name leads to no place but the folder that it is downloaded into.
    ...{ jobId, name: fileNameSchema.parse(name), cid, sha256, size: storedSize, contentSize: size, attempt, storedAt },
    ...(mac === null ? { sealed: null, saltBytes: VERSION_SALT_BYTES } : { sealed: { size, mac } }),
  }))
}
