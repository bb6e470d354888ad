import { HEADER_BYTES, hasOwnHeader } from './header.js'
import { openStream } from './seal.js'

/** Bytes of a file's beginning that `isSealedTo` needs: the header and the nonce of the content. */
export const SEALED_START_BYTES = HEADER_BYTES + 16

/**
 * Whether a file is sealed to a key, by its beginning. The rest may be damaged all the same.
 * @param start the first `SEALED_START_BYTES`, or the whole file
 * @param identity null: nobody knows the key here, so only the form is looked at
 */
export async function isSealedTo(start: Uint8Array, identity: string | null): Promise<boolean> {
  if (!hasOwnHeader(start)) return false
  if (identity === null) return true
  const content = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(start)
      controller.close()
    },
  })
  try {
    const opened = await openStream(content, identity)
    await opened.cancel()
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'SEAL_BROKEN') return false
    throw error
  }
}
