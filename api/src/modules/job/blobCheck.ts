import { contentIdOf, isStoredInput, type JobSpec, type Problem, type StoredFile } from '@aiigo/domain'
import type { FileGrants } from '@aiigo/service'
import { apiError } from '../../graphql/apiError.js'

/**
 * @param buyer lower case; has to have stored the files itself: else a job would be a way to read those of others
 * @param keepUntil when the blob store may delete them, Unix seconds
 */
export type BlobCheck = (spec: JobSpec, buyer: string, keepUntil: number) => Promise<Problem[]>

/** A file with the field of the input that names it. */
export interface NamedFile {
  readonly field: string
  readonly file: Pick<StoredFile, 'cid' | 'sha256' | 'size'>
}

/** The same for files that anybody names, who has to hold them. */
export type FileCheck = (files: readonly NamedFile[], holder: string, keepUntil: number) => Promise<Problem[]>

const TIMEOUT_MS = 5_000
const GRANT_SECONDS = 60

/**
 * Whether the files a job names are in the blob store, stored by its buyer, with the hash and size it says.
 * Errors: GraphQLError BLOB_STORE_UNAVAILABLE.
 * @param url base URL of the blob store
 */
export function createBlobCheck(url: string, grants: FileGrants, send: typeof fetch = fetch): BlobCheck {
  const check = createFileCheck(url, grants, send)
  return ({ program, inputs }, buyer, keepUntil) => {
    const named = inputs.flatMap((file, index) =>
      isStoredInput(file) ? [{ field: `spec.inputs[${index}]`, file }] : [],
    )
    return check([{ field: 'spec.program', file: program }, ...named], buyer, keepUntil)
  }
}

/**
 * Whether files are in the blob store, stored by their holder, with their hash and size.
 * Errors: GraphQLError BLOB_STORE_UNAVAILABLE.
 * @param url base URL of the blob store
 */
export function createFileCheck(url: string, grants: FileGrants, send: typeof fetch = fetch): FileCheck {
  async function problemOf(
    field: string,
    { cid, sha256, size }: NamedFile['file'],
    authorization: string,
  ): Promise<Problem | null> {
    // A hash that contradicts the id would be noticed by the assigned node alone, at its cost.
    if (cid !== contentIdOf(sha256)) {
      const message = `expected the SHA-256 that ${cid} stands for, got ${sha256}; upload the file again and use what the store answers`
      return { code: 'BLOB_HASH_MISMATCH', field: `${field}.sha256`, message }
    }
    let response: Response
    try {
      response = await send(`${url.replace(/\/$/, '')}/ipfs/${cid}`, {
        method: 'HEAD',
        headers: { authorization },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
    } catch {
      throw apiError(
        'BLOB_STORE_UNAVAILABLE',
        'the blob store does not answer, so files can’t be checked; try again later',
      )
    }
    if (response.status >= 500)
      throw apiError('BLOB_STORE_UNAVAILABLE', `the blob store answered ${response.status}; try again later`)
    if (!response.ok) {
      return {
        code: 'BLOB_NOT_FOUND',
        field: `${field}.cid`,
        message: `expected ${cid} in the blob store, stored by the caller; upload it first`,
      }
    }
    const stored = Number(response.headers.get('content-length') ?? Number.NaN)
    if (stored === size) return null
    return {
      code: 'BLOB_SIZE_MISMATCH',
      field: `${field}.size`,
      message: `expected the size of ${cid}, ${stored} bytes, got ${size}`,
    }
  }

  return async (files, holder, keepUntil) => {
    const authorization = `Bearer ${await grants.sign({ holder, keepUntil }, GRANT_SECONDS)}`
    const problems = await Promise.all(files.map(({ field, file }) => problemOf(field, file, authorization)))
    return problems.filter((problem) => problem !== null)
  }
}
