import { type Hex, sha256, stringToBytes } from 'viem'

/** SHA-256 of content by WebCrypto, 64 lower-case hex digits. A Blob is read into memory for it. */
export async function sha256OfContent(content: Uint8Array | Blob): Promise<string> {
  const bytes = content instanceof Blob ? await content.arrayBuffer() : Uint8Array.from(content)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** SHA-256 of a short text, as the contracts keep it. @example sha256OfText('') // '0xe3b0c442…' */
export function sha256OfText(text: string): Hex {
  return sha256(stringToBytes(text))
}
