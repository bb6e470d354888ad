import { sha256 } from '@noble/hashes/sha2.js'
import { hex } from '@scure/base'

/** The SHA-256 of content that comes piece by piece. */
export interface StreamedSha256 {
  update(chunk: Uint8Array): void
  /** Of what came up to now, 64 lower-case hex digits; more may follow. */
  digest(): string
}

/**
 * SHA-256 in browsers and Node, for streams: WebCrypto hashes whole buffers only.
 * @example
 * const hash = createSha256()
 * for await (const chunk of content) hash.update(chunk)
 * hash.digest() // 'e3b0c442…'
 */
export function createSha256(): StreamedSha256 {
  const hash = sha256.create()
  return {
    update: (chunk) => void hash.update(chunk),
    digest: () => hex.encode(hash.clone().digest()),
  }
}
