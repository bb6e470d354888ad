const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
/** CIDv1, codec raw, hash sha2-256 of 32 bytes. */
const PREFIX = '01551220'

/**
 * The content id of what has a hash, as the blob store names it: CIDv1, raw, SHA-256, in base32.
 * @param sha256 64 hex digits
 * @example contentIdOf('e3b0c442…') // 'bafkreihdwdcef…'
 */
export function contentIdOf(sha256: string): string {
  const bits = (PREFIX + sha256).match(/../g)?.map((byte) => Number.parseInt(byte, 16).toString(2).padStart(8, '0'))
  const groups = bits?.join('').match(/.{1,5}/g) ?? []
  return `b${groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')}`
}
