import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredBlob } from '@aiigo/client'
import {
  decodeSecrets,
  isStoredInput,
  type JobSpec,
  type NeededInput,
  NotRetryableError,
  type StoredInput,
  storedProgramOf,
} from '@aiigo/domain'
import { codeOf, type OfferNeed } from '@aiigo/sdk'
import type { JobKey } from '@aiigo/sealing'
import type { Blobs } from '../blobs.js'
import { createNeededFiles, refusalOf, type TakenFile } from './neededFiles.js'

/** A file that was stored a moment ago may be unknown for so long. Milliseconds. */
const MISSING_MS = 15_000

const NO_KEY =
  'the buyer’s client did not release the key of the files in time; keep a client that watches the job running'

export interface FetchDeps {
  readonly jobId: string
  readonly spec: JobSpec
  /** Results of the jobs that the specification needs. */
  readonly needs: readonly OfferNeed[]
  /** Null where files are not sealed, and where nobody released it. */
  readonly key: JobKey | null
  /** Folder of the run's own, which is there; the files come to lie in it. */
  readonly folder: string
  readonly blobs: Pick<Blobs, 'download' | 'read'>
  /** Repeats a step as long as there is time for it. */
  readonly again: <T>(what: string, step: () => Promise<T>) => Promise<T>
  readonly transfer: AbortSignal
  readonly now: () => number
}

/** The files that a run begins with. */
export interface JobFilesHere {
  /** Why a file cannot be had or opened, whatever this node does; null when all are here. */
  readonly refusal: string | null
  readonly programPath: string
  readonly inputs: readonly { readonly as: string; readonly path: string }[]
  /** Inputs as they are stored. */
  readonly stored: readonly StoredBlob[]
  /** Those of them that come from other jobs' results. */
  readonly taken: readonly TakenFile[]
  /** Values of the secrets by name. */
  readonly secrets: Readonly<Record<string, string>>
}

/** A file that the store has not after some time never comes: the job ends while others have time for it. */
export function untilMissing<T>(download: () => Promise<T>, now: () => number): () => Promise<T> {
  const missingUntil = now() + MISSING_MS
  return async () => {
    try {
      return await download()
    } catch (error) {
      if (codeOf(error) !== 'BLOB_MISSING' || now() < missingUntil) throw error
      throw new NotRetryableError('BLOB_MISSING', (error as Error).message, { cause: error })
    }
  }
}

/**
 * Fetches a job's program, inputs and secrets, until one cannot be had or opened. The secrets are on disk for a moment
 * only.
 */
export async function fetchJobFiles(deps: FetchDeps): Promise<JobFilesHere> {
  const { jobId, spec, needs, key, folder, blobs, again, transfer, now } = deps
  const programPath = join(folder, 'program')
  const inputs = spec.inputs.map(({ as }, index) => ({ as, path: join(folder, `input-${index}`) }))
  const stored: StoredBlob[] = []
  const taken: TakenFile[] = []

  /** @returns why the file cannot be opened; null when it was */
  async function fetchFile(name: string, blob: StoredBlob, path: string, fileKey: JobKey | null) {
    const fetchBy = (by: JobKey | null) =>
      again(
        `fetching ${name}`,
        untilMissing(() => blobs.download(jobId, blob, path, transfer, by), now),
      )
    try {
      await fetchBy(fileKey)
      return null
    } catch (error) {
      if (codeOf(error) !== 'SEAL_BROKEN') throw error
      // As it is stored it has the hash that the buyer signed, or this throws: then the store is to blame.
      await fetchBy(null)
      return `${name} is not sealed to the job's key; the buyer's client has to seal it to spec.files.recipient`
    }
  }

  const findNeeded = createNeededFiles({
    needs,
    read: (file, maxBytes) =>
      again(
        'reading the manifest of a needed job',
        untilMissing(() => blobs.read(jobId, file, maxBytes, transfer), now),
      ),
  })
  /** @returns why the input cannot be had or opened */
  async function fetchInput(input: StoredInput | NeededInput, path: string): Promise<string | null> {
    if (isStoredInput(input)) {
      stored.push(input)
      return fetchFile(input.as, input, path, key)
    }
    const found = await findNeeded(input)
    if ('refusal' in found) return found.refusal
    stored.push(found.blob)
    // Another provider has stored it: this node is not to blame when it is gone.
    const refusal = await fetchFile(input.as, found.blob, path, key).catch((error: unknown) =>
      refusalOf(`${input.path} of the needed job ${found.jobId}`, error),
    )
    if (refusal === null) taken.push(found.taken)
    return refusal
  }

  /** @returns the values; text: why they cannot be read */
  async function fetchSecrets(): Promise<Record<string, string> | string> {
    if (!spec.secrets) return {}
    const path = join(folder, 'secrets')
    try {
      const refusal = await fetchFile('the secrets', spec.secrets, path, key)
      return refusal ?? decodeSecrets(await readFile(path), spec.secrets.names)
    } catch (error) {
      // A failure of this machine or of the store may pass; a file that is no list of secrets stays one.
      if (codeOf(error) !== undefined || transfer.aborted) throw error
      return (error as Error).message
    } finally {
      await rm(path, { force: true })
    }
  }

  async function fetchAll(): Promise<string | Record<string, string>> {
    if (spec.files.privacy !== 'none' && key === null) return NO_KEY
    const program = storedProgramOf(spec)
    let refusal: string | null = program
      ? await fetchFile('the program', program, programPath, program.public ? null : key)
      : null
    for (const [index, input] of spec.inputs.entries()) {
      refusal ??= await fetchInput(input, inputs[index]?.path ?? '')
    }
    return refusal ?? fetchSecrets()
  }

  const found = await fetchAll()
  const here = { programPath, inputs, stored, taken }
  return typeof found === 'string'
    ? { ...here, refusal: found, secrets: {} }
    : { ...here, refusal: null, secrets: found }
}
