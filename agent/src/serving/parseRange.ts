import { SERVING } from '@aiigo/domain'
import { ServingError } from './ServingError.js'

/**
 * The bytes that a request asks for, one chunk of the file at most.
 * @param range the header Range; none: the first chunk
 * @param size of the file, bytes
 * @returns first byte, and the one behind the last
 * @throws ServingError 416 for what is no range of the file
 * @example parseRange('bytes=10-19', 1_000) // { start: 10, end: 20 }
 */
export function parseRange(range: string | undefined, size: number): { readonly start: number; readonly end: number } {
  const [, from = '0', to = ''] = (range ?? 'bytes=0-').match(/^bytes=(\d{1,15})-(\d{0,15})$/) ?? [null, '-1']
  const start = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  const isEmpty = size === 0 && range === undefined
  if (!isEmpty && (start < 0 || start >= size || last < start)) {
    throw new ServingError(416, 'BAD_RANGE', `expected one range of bytes within 0-${size - 1}, got ${range}`)
  }
  return { start, end: Math.min(last + 1, start + SERVING.chunkBytes) }
}
