import { expect, test } from '@jest/globals'
import { storedLimit } from './storedLimit.js'

test('a file of the limit has room for what sealing adds', () => {
  // A 64 MiB file that age seals to one recipient: 1 024 tags of 16 bytes, a nonce and a header below 1 KiB.
  expect(storedLimit(67_108_864) - 67_108_864).toBe(1_024 * 16 + 1_024)
  expect(storedLimit(1)).toBe(1 + 16 + 1_024)
})
