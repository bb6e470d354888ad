import { expect, test } from '@jest/globals'
import { followIndex } from './followIndex.js'

const HASH = '0xab'
const QUICK = { lookMs: 1, indexedMs: 2_000 }
const SHORT = { lookMs: 1, indexedMs: 20 }

/** Each look takes the next number; the last one stays. */
function looks(numbers: readonly (bigint | null)[]): () => Promise<bigint | null> {
  let look = 0
  return async () => numbers[Math.min(look++, numbers.length - 1)] ?? null
}

test('a transaction is shown once the subgraph has read its block', async () => {
  const index = { blockOf: looks([7n]), head: looks([null, 5n, 6n, 7n]) }
  expect(await followIndex(HASH, index, QUICK)).toBe('DONE')
})

test('the block counts to which a reorganisation has moved the transaction', async () => {
  let head = 6n
  const index = { blockOf: async () => (head < 7n ? 7n : 11n), head: async () => ++head }
  expect(await followIndex(HASH, index, QUICK)).toBe('DONE')
  expect(head).toBe(11n)
})

test('a transaction that comes into a block again after a reorganisation is waited for', async () => {
  const index = { blockOf: looks([7n, null, null, 9n]), head: looks([8n, 8n, 8n, 9n]) }
  expect(await followIndex(HASH, index, QUICK)).toBe('DONE')
})

test('a subgraph that is late leaves the transaction in its block', async () => {
  expect(await followIndex(HASH, { blockOf: looks([7n]), head: looks([6n]) }, SHORT)).toBe('BEHIND')
})

test('a transaction that a reorganisation took out for good is in no block', async () => {
  expect(await followIndex(HASH, { blockOf: looks([7n, null]), head: looks([8n]) }, SHORT)).toBe('TAKEN_BACK')
})
