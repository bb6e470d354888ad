import { type Hex, sha256, stringToBytes } from 'viem'

/** SHA-256 of a short text, as the contracts keep it. @example sha256OfText('') // '0xe3b0c442…' */
export function sha256OfText(text: string): Hex {
  return sha256(stringToBytes(text))
}
