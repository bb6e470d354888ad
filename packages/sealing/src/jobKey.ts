import { NotRetryableError } from '@aiigo/domain'
import { bech32 } from '@scure/base'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'

/** The key of a job: a holder of the identity can open files that are sealed to the recipient. */
export interface JobKey {
  /** Secret: `AGE-SECRET-KEY-1…`. */
  readonly identity: string
  /** Public: `age1…`. */
  readonly recipient: string
}

const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/
const KEY_BYTES = 32

/** A new random key. */
export async function createJobKey(): Promise<JobKey> {
  return keyOf(await generateX25519Identity())
}

/** The key that an identity is the secret of. @throws NotRetryableError `KEY_INVALID` */
export async function keyOf(identity: string): Promise<JobKey> {
  try {
    if (IDENTITY.test(identity)) return { identity, recipient: await identityToRecipient(identity) }
  } catch {
    // A wrong checksum; the text is a secret and stays out of the message.
  }
  throw new NotRetryableError('KEY_INVALID', 'expected the identity of a key, AGE-SECRET-KEY-1 and 58 characters')
}

/** Whether a text is the public part of a key: an X25519 recipient of age. */
export function isRecipient(text: string): boolean {
  if (!/^age1[02-9ac-hj-np-z]{58}$/.test(text)) return false
  try {
    const { prefix, bytes } = bech32.decodeToBytes(text)
    return prefix === 'age' && bytes.length === KEY_BYTES
  } catch {
    return false
  }
}
