import { bytesToHex, hexToBytes } from 'viem'
import { publicKeyToAddress } from 'viem/utils'
import type { RecoverSigner } from './recoverByViem.js'

type Secp256k1 = typeof import('tiny-secp256k1')

/** Compiled with the first signature: processes that check none do not keep it in memory (13 MB). */
let loading: Promise<Secp256k1> | undefined

/** r and s, then v. */
const SIGNATURE = /^0x([0-9a-f]{128})([0-9a-f]{2})$/i
const PARITY: Record<string, 0 | 1> = { '00': 0, '01': 1, '1b': 0, '1c': 1 }

/**
 * The account whose key signed a digest, by libsecp256k1 as WebAssembly: viem's `recoverAddress` is JavaScript and
 * takes six times as long (`npm run bench -- signatures`). The signature has 65 bytes, r, s and v, and v is 0, 1, 27
 * or 28; `normalizeSignature` makes it of the other forms. As in viem, s may be in either half.
 * @returns the address with its checksum; null for what is no key's signature
 */
export const recoverSigner: RecoverSigner = async (digest, signature) => {
  const [, words, v = ''] = signature.match(SIGNATURE) ?? []
  const parity = PARITY[v.toLowerCase()]
  if (words === undefined || parity === undefined) return null
  loading ??= import('tiny-secp256k1')
  const { recover } = await loading
  try {
    const key = recover(hexToBytes(digest), hexToBytes(`0x${words}`), parity, false)
    return key && publicKeyToAddress(bytesToHex(key))
  } catch {
    return null
  }
}
