import { concat, type Hex, size, toHex } from 'viem'

/**
 * Calls of the marketplace's own functions as `batch` takes them: two bytes of length, then the call.
 * @param calls ABI-encoded, each below 64 KiB.
 * @example batchItems(['0xaabb']) // '0x0002aabb'
 */
export function batchItems(calls: readonly Hex[]): Hex {
  return concat(calls.flatMap((call) => [toHex(size(call), { size: 2 }), call]))
}
