import type { Problem } from '@aiigo/domain'
import { isSealedTo, SEALED_START_BYTES } from '@aiigo/sealing'
import type { FileGrants } from '@aiigo/service'
import { apiError } from '../../graphql/apiError.js'
import type { NamedFile } from '../job/blobCheck.js'

/**
 * Whether files in the blob store are sealed to a job's key, by their beginnings.
 * @param holder lower case; has stored them
 * @param identity null for a private job, whose key the platform does not have: then the form alone is looked at
 */
export type SealCheck = (
  files: readonly NamedFile[],
  holder: string,
  recipient: string,
  identity: string | null,
) => Promise<Problem[]>

const TIMEOUT_MS = 5_000
const GRANT_SECONDS = 60

/**
 * Errors: GraphQLError BLOB_STORE_UNAVAILABLE.
 * @param url base URL of the blob store
 */
export function createSealCheck(url: string, grants: FileGrants, send: typeof fetch = fetch): SealCheck {
  async function startOf(cid: string, authorization: string): Promise<Uint8Array> {
    try {
      const response = await send(`${url.replace(/\/$/, '')}/ipfs/${cid}`, {
        headers: { authorization, range: `bytes=0-${SEALED_START_BYTES - 1}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      // An empty file has no range that could be read.
      if (response.status === 416) return new Uint8Array()
      if (response.ok) return await beginning(response)
    } catch {
      // Said below.
    }
    throw apiError('BLOB_STORE_UNAVAILABLE', 'the blob store does not hand out the files; try again later')
  }

  return async (files, holder, recipient, identity) => {
    const authorization = `Bearer ${await grants.sign({ holder }, GRANT_SECONDS)}`
    const problems: Problem[] = []
    for (const { field, file } of files) {
      if (await isSealedTo(await startOf(file.cid, authorization), identity)) continue
      const message = `expected a file that is sealed to the job's key ${recipient}, got another one: the panel could not open it; seal and upload it again`
      problems.push({ code: 'EVIDENCE_NOT_SEALED', field: `${field}.cid`, message })
    }
    return problems
  }
}

/** No more than was asked for, also of a store that knows no ranges. */
async function beginning(response: Response): Promise<Uint8Array> {
  const start = new Uint8Array(SEALED_START_BYTES)
  let size = 0
  const reader = response.body?.getReader()
  while (reader && size < start.length) {
    const { done, value } = await reader.read()
    if (done) break
    const piece = value.subarray(0, start.length - size)
    start.set(piece, size)
    size += piece.length
  }
  await reader?.cancel()
  return start.subarray(0, size)
}
