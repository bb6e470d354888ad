import { expect, test } from '@jest/globals'
import { estimateWait } from './waitEstimate.js'

const waits = [9, 1, 3, 2, 8, 4, 7, 5, 6, 100]

test('a job waits as earlier ones did while nodes are free', () => {
  expect(estimateWait(waits, { freeNodes: 3, nextFreeSeconds: 500 })).toEqual({
    expectedSeconds: 5,
    p90Seconds: 9,
    samples: 10,
  })
})

test('and until the first busy node is free when none is', () => {
  expect(estimateWait(waits, { freeNodes: 0, nextFreeSeconds: 119.5 })).toEqual({
    expectedSeconds: 125,
    p90Seconds: 129,
    samples: 10,
  })
})

test('nobody knows when nothing is free and nothing becomes so', () => {
  expect(estimateWait(waits, { freeNodes: 0, nextFreeSeconds: null })).toBeNull()
})

test('of four jobs nothing is concluded, and nonsense counts for none', () => {
  const assumed = { expectedSeconds: 10, p90Seconds: 60, samples: 0 }
  expect(estimateWait([1, 2, 3, 4], { freeNodes: 1, nextFreeSeconds: null })).toEqual(assumed)
  expect(estimateWait([1, 2, 3, 4, -5, Number.NaN], { freeNodes: 1, nextFreeSeconds: null })).toEqual(assumed)
})
