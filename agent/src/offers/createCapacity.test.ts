import { describe, expect, test } from '@jest/globals'
import { createCapacity } from './createCapacity.js'

describe('capacity', () => {
  test('never promises more than there is, and gets back what is freed', () => {
    const capacity = createCapacity(4, 1_000)
    expect(capacity.take('a', 3, 100)).toBe(true)
    expect(capacity.take('b', 2, 100)).toBe(false)
    expect(capacity.take('c', 1, 901)).toBe(false)
    expect(capacity.take('a', 3, 100)).toBe(true)
    expect([capacity.freeUnits, capacity.freeMemoryMiB]).toEqual([1, 900])
    capacity.free('a')
    capacity.free('a')
    expect(capacity.take('b', 4, 1_000)).toBe(true)
    expect(capacity.freeUnits).toBe(0)
  })
})
