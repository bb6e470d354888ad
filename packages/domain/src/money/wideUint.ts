import * as z from 'zod/mini'

/** Digits of the widest integer a contract has, uint256. */
const WIDEST = /^(0|[1-9][0-9]{0,77})$/

/**
 * An unsigned integer too wide for a JSON number: decimal text in JSON, bigint in code. @param bits As in its Solidity
 * type.
 */
export function wideUint(bits: number) {
  const error = `expected an integer from 0 to 2^${bits} - 1 as decimal text`
  return z.codec(
    z.string({ error }).check(z.regex(WIDEST, { error })),
    z.bigint({ error }).check(z.gte(0n, { error }), z.lte(2n ** BigInt(bits) - 1n, { error })),
    { decode: (text) => BigInt(text), encode: (value) => value.toString() },
  )
}
