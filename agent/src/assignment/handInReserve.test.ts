import { describe, expect, test } from '@jest/globals'
import { handInReserveMs } from './handInReserve.js'

describe('the time kept for handing in', () => {
  test.each([
    // A job's limit, and what the platform gives beside it, seconds.
    [1, 99, 10_000],
    [60, 20, 8_000],
    [300, 20, 10_000],
    [604_800, 15, 7_500],
    [3_600, 600, 30_000],
    [10, 2, 2_000],
    [10, 0, 2_000],
  ])('of a program that may run %i s, with %i s beside it, is %i ms', (limit, beside, ms) => {
    expect(handInReserveMs(limit + beside, limit)).toBe(ms)
  })

  test('leaves a program its whole limit, and time to fetch files before', () => {
    for (const limit of [1, 60, 150, 300, 3_600, 604_800])
      expect(limit + 15 - handInReserveMs(limit + 15, limit) / 1_000).toBeGreaterThanOrEqual(limit + 7)
  })
})
