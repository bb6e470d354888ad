import { createHash } from 'node:crypto'
import type { Hex } from '@aiigo/domain'

/** SHA-256 of a text, 0x hex. */
export function sha256OfText(text: string): Hex {
  return `0x${createHash('sha256').update(text).digest('hex')}`
}
