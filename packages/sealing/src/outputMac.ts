import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { hex } from '@scure/base'

/** Takes a file piece by piece. */
export interface OutputMac {
  update(chunk: Uint8Array): void
  /** 64 lower-case hex digits; nothing can be added behind it. */
  digest(): string
}

/**
 * HMAC-SHA-256 of a file under a key that follows from the job's. Two runs of a job that write the same file have the
 * same value, so it can be compared by those who cannot read the file; without the job's key it confirms no guess.
 */
export function createOutputMac(identity: string): OutputMac {
  const secret = new TextEncoder().encode(identity)
  const mac = hmac.create(sha256, hkdf(sha256, secret, undefined, new TextEncoder().encode('aiigo/output-mac/1'), 32))
  return {
    update: (chunk) => void mac.update(chunk),
    digest: () => hex.encode(mac.digest()),
  }
}
