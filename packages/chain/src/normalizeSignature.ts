import { type Hex, hexToBigInt, numberToHex, size, slice } from 'viem'

/** Order of secp256k1. */
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/**
 * A key's signature in the only form that the contracts take: r, s in the lower half, v 27 or 28. Ledgers answer v 0 or
 * 1, key services answer either s, and EIP-2098 packs v into 64 bytes; each of them says the same.
 * @returns the signature in lower case, or why it is no key's signature
 * @example normalizeSignature(`0x${r}${s}00`) // { signature: `0x${r}${s}1b` } for an s in the lower half
 */
export function normalizeSignature(signature: Hex): { signature: Hex } | { reason: string } {
  const length = size(signature)
  if (length !== 64 && length !== 65) return { reason: `a key's signature has 65 or 64 bytes, this has ${length}` }
  const r = hexToBigInt(slice(signature, 0, 32))
  const word = hexToBigInt(slice(signature, 32, 64))
  // EIP-2098: the highest bit of the second word is v.
  const v = length === 65 ? Number(slice(signature, 64)) : Number(word >> 255n)
  const s = length === 65 ? word : BigInt.asUintN(255, word)
  if (v !== 0 && v !== 1 && v !== 27 && v !== 28) {
    return { reason: `the last byte of a key's signature is 0, 1, 27 or 28, this has ${v}` }
  }
  if (r === 0n || r >= N || s === 0n || s >= N) {
    return { reason: "r and s of a key's signature are above 0 and below the order of secp256k1, these are not" }
  }
  const parity = v >= 27 ? v - 27 : v
  const high = s > N / 2n
  const words = [r, high ? N - s : s].map((value) => numberToHex(value, { size: 32 }).slice(2))
  return { signature: `0x${words.join('')}${(27 + (high ? 1 - parity : parity)).toString(16)}` }
}

/** Whether a stored signature is the given one, in any of the forms that `normalizeSignature` takes. */
export function isSameSignature(stored: string | null | undefined, given: Hex): boolean {
  if (!stored) return false
  if (stored === given) return true
  const normal = normalizeSignature(given)
  return 'signature' in normal && normal.signature === stored
}
