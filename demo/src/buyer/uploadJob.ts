import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { BlobError, type StoredBlob, uploadBlob } from '@aiigo/client'
import { type JobSpec, NotRetryableError, toJobSpec } from '@aiigo/domain'
import type { LoadedJob } from './Buyer.js'
import { checkJobFiles } from './checkJobFiles.js'

/**
 * Stores the files of a job and makes the specification that names them by content.
 * @throws InvalidInputError from the files' own faults; BlobError, with the file's path, when the store refuses one.
 */
export async function uploadJob(
  job: LoadedJob,
  blobUrl: string,
  accessToken: () => Promise<string | null>,
): Promise<JobSpec> {
  await checkJobFiles(job)
  const upload = async (path: string): Promise<StoredBlob> => {
    const token = await accessToken()
    if (token === null)
      throw new NotRetryableError('SIGNED_OUT', 'expected a signed-in buyer; sign in before uploading')
    const content = Readable.toWeb(createReadStream(resolve(job.folder, path))) as ReadableStream<Uint8Array>
    return uploadBlob(blobUrl, token, content).catch((error: unknown) => {
      // The store's own limit may be lower than a job file's, and it does not know which file this was.
      if (error instanceof BlobError) throw new BlobError(error.code, `${path}: ${error.message}`, { cause: error })
      throw error
    })
  }
  const program = await upload(job.file.program.wasm)
  const inputs: StoredBlob[] = []
  for (const { path } of job.file.inputs) inputs.push(await upload(path))
  return toJobSpec(job.file, { program, inputs })
}
