import { NotRetryableError } from '@aiigo/domain'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bech32, hex } from '@scure/base'
import { type JobKey, keyOf } from './jobKey.js'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

function keyFrom(secret: Uint8Array, salt: Uint8Array, purpose: string): Promise<JobKey> {
  const scalar = hkdf(sha256, secret, salt, utf8(purpose), 32)
  return keyOf(bech32.encodeFromBytes('AGE-SECRET-KEY-', scalar).toUpperCase())
}

/**
 * The key of a private job, which is not stored: HKDF-SHA-256 of a signature that only the wallet can make.
 * @param signature 0x hex, of a message that names the job's salt
 * @param salt of the job's specification, 32 hex digits
 */
export async function deriveJobKey(signature: string, salt: string): Promise<JobKey> {
  if (!/^0x([0-9a-f]{2}){64,}$/i.test(signature)) {
    throw new NotRetryableError('SIGNATURE_INVALID', 'expected the signature of a wallet, 64 bytes or more')
  }
  return keyFrom(hex.decode(signature.slice(2).toLowerCase()), hex.decode(salt), 'aiigo/job-key/1')
}

/** The key that stands for a secret text of a process' settings. @param secret at least 32 characters */
export function keyOfSecret(secret: string): Promise<JobKey> {
  return keyFrom(utf8(secret), new Uint8Array(), 'aiigo/platform-key/1')
}
