import type { StoredBlob } from '@aiigo/client'
import { type JobSpec, NotRetryableError } from '@aiigo/domain'
import { codeOf } from '@aiigo/sdk'
import type { JobKey } from '@aiigo/sealing'
import type { Blobs } from '../blobs.js'

/** A file that was stored a moment ago may be unknown for so long. Milliseconds. */
const MISSING_MS = 15_000

const NO_KEY =
  'the buyer’s client did not release the key of the files in time; keep a client that watches the job running'

export interface FetchedInput {
  readonly as: string
  readonly cid: string
  readonly sha256: string
  readonly size: number
  /** Where it comes to lie. */
  readonly path: string
}

export interface FetchDeps {
  readonly jobId: string
  readonly spec: JobSpec
  /** Null where files are not sealed, and where nobody released it. */
  readonly key: JobKey | null
  readonly programPath: string
  readonly inputs: readonly FetchedInput[]
  readonly blobs: Pick<Blobs, 'download'>
  /** Repeats a step as long as there is time for it. */
  readonly again: <T>(what: string, step: () => Promise<T>) => Promise<T>
  readonly transfer: AbortSignal
  readonly now: () => number
}

/** A file that the store has not after some time never comes: the job goes back while others have time for it. */
export function untilMissing(download: () => Promise<void>, now: () => number): () => Promise<void> {
  const missingUntil = now() + MISSING_MS
  return async () => {
    try {
      await download()
    } catch (error) {
      if (codeOf(error) !== 'BLOB_MISSING' || now() < missingUntil) throw error
      throw new NotRetryableError('BLOB_MISSING', (error as Error).message, { cause: error })
    }
  }
}

/** Fetches a job's program and inputs. @returns why one cannot be opened; null when all were */
export async function fetchJobFiles(deps: FetchDeps): Promise<string | null> {
  const { jobId, spec, key, programPath, inputs, blobs, again, transfer, now } = deps

  async function fetchFile(name: string, blob: StoredBlob, path: string, fileKey: JobKey | null) {
    const fetched = (by: JobKey | null) =>
      again(
        `fetching ${name}`,
        untilMissing(() => blobs.download(jobId, blob, path, transfer, by), now),
      )
    try {
      await fetched(fileKey)
      return null
    } catch (error) {
      if (codeOf(error) !== 'SEAL_BROKEN') throw error
      // As it is stored it has the hash that the buyer signed, or this throws: then the store is to blame.
      await fetched(null)
      return `${name} is not sealed to the job's key; the buyer's client has to seal it to spec.files.recipient`
    }
  }

  if (spec.files.privacy !== 'none' && key === null) return NO_KEY
  let refusal = await fetchFile('the program', spec.program, programPath, spec.program.public ? null : key)
  for (const input of inputs) refusal ??= await fetchFile(input.as, input, input.path, key)
  return refusal
}
