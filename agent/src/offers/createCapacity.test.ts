import { describe, expect, test } from '@jest/globals'
import { createCapacity } from './createCapacity.js'

const share = (units: number, memoryMiB: number) => ({ units, memoryMiB, diskMiB: 7 })

describe('capacity', () => {
  test('never promises more than there is, and gets back what is freed', () => {
    const capacity = createCapacity(4, 1_000)
    expect(capacity.take('a', share(3, 100))).toBe(true)
    expect(capacity.take('b', share(2, 100))).toBe(false)
    expect(capacity.take('c', share(1, 901))).toBe(false)
    expect(capacity.take('a', share(3, 100))).toBe(true)
    expect([capacity.freeUnits, capacity.freeMemoryMiB, capacity.promisedDiskMiB]).toEqual([1, 900, 7])
    capacity.free('a')
    capacity.free('a')
    expect(capacity.take('b', share(4, 1_000))).toBe(true)
    expect(capacity.freeUnits).toBe(0)
  })
})
