import type { Bug } from './Bug.js'

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
/** Bits of a content id before the hash. */
const PREFIX_BITS = 32

/** The SHA-256 that a content id names, whatever is stored under it. */
function hashIn(cid: string): string {
  const bits = [...cid.slice(1)].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const hash = bits.slice(PREFIX_BITS, PREFIX_BITS + 256)
  return (hash.match(/.{4}/g) ?? []).map((digit) => Number.parseInt(digit, 2).toString(16)).join('')
}

export const trustsResults: Bug = {
  name: 'trustsResults',
  foundBy: 1,
  description: 'The worker relays a result without comparing its files with the hashes in the manifest.',
  worker: (deps) => ({
    ...deps,
    blobs: {
      ...deps.blobs,
      digest: async (cid, maxBytes, holder) => ({
        sha256: hashIn(cid),
        size: (await deps.blobs.digest(cid, maxBytes, holder)).size,
      }),
    },
  }),
}
