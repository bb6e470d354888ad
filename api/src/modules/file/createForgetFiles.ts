import type { FileGrants } from '@aiigo/service'
import { apiError } from '../../graphql/apiError.js'

/** Ends a wallet's claim to files, in the blob store. */
export type ForgetFiles = (holder: string, cids: readonly string[]) => Promise<void>

const GRANT_SECONDS = 600
const TIMEOUT_MS = 5_000

/**
 * Errors: GraphQLError BLOB_STORE_UNAVAILABLE, when some files were not forgotten.
 * @param url base URL of the blob store
 */
export function createForgetFiles(url: string, grants: FileGrants, now: () => number): ForgetFiles {
  return async (holder, cids) => {
    const token = await grants.sign({ holder, forget: true }, GRANT_SECONDS, now())
    for (const cid of cids) {
      const response = await fetch(`${url.replace(/\/$/, '')}/ipfs/${cid}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch(() => null)
      if (response?.ok) continue
      throw apiError('BLOB_STORE_UNAVAILABLE', 'the blob store did not delete all files; send the same again later')
    }
  }
}
