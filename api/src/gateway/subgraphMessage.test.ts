import { expect, test } from '@jest/globals'
import { subgraphMessage } from './subgraphMessage.js'

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
