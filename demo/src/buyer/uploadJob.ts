import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { type StoredBlob, uploadBlob } from '@aiigo/client'
import { type JobSpec, NotRetryableError, toJobSpec } from '@aiigo/domain'
import type { LoadedJob } from './Buyer.js'

/** Every file of the job that is missing or no file, so that all are reported at once. */
async function missingFiles({ file, folder }: LoadedJob): Promise<string[]> {
  const paths = [file.program.wasm, ...file.inputs.map(({ path }) => path)].map((path) => resolve(folder, path))
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => null)))
  return paths.filter((_, index) => !found[index]?.isFile())
}

/** Stores the files of a job and makes the specification that names them by content. */
export async function uploadJob(
  job: LoadedJob,
  blobUrl: string,
  accessToken: () => Promise<string | null>,
): Promise<JobSpec> {
  const missing = await missingFiles(job)
  if (missing.length > 0) {
    throw new NotRetryableError(
      'FILE_MISSING',
      `expected these files of the job, they are not there: ${missing.join(', ')}`,
    )
  }
  const upload = async (path: string): Promise<StoredBlob> => {
    const token = await accessToken()
    if (token === null)
      throw new NotRetryableError('SIGNED_OUT', 'expected a signed-in buyer; sign in before uploading')
    const content = Readable.toWeb(createReadStream(resolve(job.folder, path))) as ReadableStream<Uint8Array>
    return uploadBlob(blobUrl, token, content)
  }
  const program = await upload(job.file.program.wasm)
  const inputs: StoredBlob[] = []
  for (const { path } of job.file.inputs) inputs.push(await upload(path))
  return toJobSpec(job.file, { program, inputs })
}
