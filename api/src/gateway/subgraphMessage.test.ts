import { expect, test } from '@jest/globals'
import { blockNotIndexed, subgraphMessage } from './subgraphMessage.js'

test.each([
  'The value of the `first` argument must be between 1 and 1000, but is 1001',
  'Invalid value provided for argument `id`: String("x")',
  'Failed to decode `block.number` value: `the chain is at block 7`',
])('is shown: %s', (message) => {
  expect(subgraphMessage(message)).toBe(message)
})

test.each([
  'Store error: database unavailable',
  'store error: invalid byte sequence for encoding "UTF8": 0x00',
  'Failed to decode row: select c.* from "sgd1"."task" c where c.id = $1; binds: ["0x01"]',
  'Invalid value provided for argument `id`: /home/aiigo/.aiigo/subgraph/subgraph.yaml',
  'connection to 127.0.0.1:5432 refused',
])('is not shown: %s', (message) => {
  expect(subgraphMessage(message)).toMatch(/^the subgraph, which answers for the chain, could not answer/)
})

test('a block that is not indexed yet is told with both numbers', () => {
  const decoded = 'Failed to decode `block.number` value: '
  const text =
    '`subgraph Qm1 has only indexed up to block number 7 and data for block number 12 is therefore not yet available`'
  expect(blockNotIndexed(decoded + text)).toBe(
    'expected a block that the subgraph has indexed, at most 7, got 12; ask for an earlier one, or again later',
  )
  expect(blockNotIndexed('Store error: database unavailable')).toBeNull()
})
