import * as z from 'zod/mini'
import type { Hex } from '../ids.js'

/** An unsigned integer that is a number in JSON and in code. @param bits As in its Solidity type, at most 48. */
export function uint(bits: number) {
  const error = `expected an integer from 0 to 2^${bits} - 1`
  return z.int({ error }).check(z.gte(0, { error }), z.lte(2 ** bits - 1, { error }))
}

/** Bytes as 0x and hexadecimal digits. @param length In bytes. */
export function bytes(length: number) {
  const form = new RegExp(`^0x[0-9a-fA-F]{${2 * length}}$`)
  return z.custom<Hex>(
    (value) => typeof value === 'string' && form.test(value),
    `expected 0x and ${2 * length} hexadecimal digits`,
  )
}

/** An account or contract. Upper and lower case are kept. */
export const address = () => bytes(20)

/** Bytes of any length, for signatures: contract wallets have long ones. */
export function anyBytes() {
  return z.custom<Hex>(
    (value) => typeof value === 'string' && /^0x([0-9a-fA-F]{2})*$/.test(value),
    'expected 0x and an even number of hexadecimal digits',
  )
}
