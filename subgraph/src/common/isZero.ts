import { Bytes } from '@graphprotocol/graph-ts'

/** True if every byte is zero: how the contracts say "no node". */
export function isZero(bytes: Bytes): boolean {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] != 0) return false
  }
  return true
}
