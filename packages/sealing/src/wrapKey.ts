import { NotRetryableError } from '@aiigo/domain'
import { base64 } from '@scure/base'
import { type JobKey, keyOf } from './jobKey.js'
import { openBytes, sealBytes } from './seal.js'

/** A job's identity, sealed to a recipient. @returns base64 */
export async function wrapKey(identity: string, recipient: string): Promise<string> {
  return base64.encode(await sealBytes(new TextEncoder().encode(identity), recipient))
}

/** A job's key out of its wrapped form. @throws NotRetryableError `KEY_INVALID`, `SEAL_BROKEN` */
export async function unwrapKey(wrapped: string, identity: string): Promise<JobKey> {
  return keyOf(new TextDecoder().decode(await openBytes(decoded(wrapped), identity)))
}

/** Characters of a wrapped key: a header, and an identity of 74 characters with its seal. */
const MAX_WRAPPED = 1_000

function decoded(wrapped: string): Uint8Array {
  if (wrapped.length > MAX_WRAPPED) {
    const message = `expected a wrapped key of at most ${MAX_WRAPPED} characters, got ${wrapped.length}`
    throw new NotRetryableError('KEY_INVALID', message)
  }
  try {
    return base64.decode(wrapped)
  } catch (cause) {
    throw new NotRetryableError('KEY_INVALID', 'expected a wrapped key, in base64', { cause })
  }
}
