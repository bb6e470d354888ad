import { describe, expect, it } from '@jest/globals'
import { failurePenalty, failurePoints } from './failureMemory.js'

describe('failurePenalty', () => {
  it.each([
    [0, 0, 0],
    [1, 0, 100_000],
    [2, 0, 200_000],
    [2, 3_600, 100_000],
    [2, 7_200, 50_000],
    [100, 0, 500_000],
    [1, -60, 100_000],
    [1, 86_400, 0],
  ])('%d points, %d seconds old, take %d off', (points, age, penalty) => {
    expect(failurePenalty(points, age)).toBe(penalty)
  })

  it('counts a missed deadline above silence, and silence above a declined offer', () => {
    expect(failurePoints('TIMED_OUT')).toBeGreaterThan(failurePoints('OFFER_EXPIRED'))
    expect(failurePoints('OFFER_EXPIRED')).toBeGreaterThan(failurePoints('DECLINED'))
    expect(failurePoints('DECLINED')).toBeGreaterThan(0)
    expect([failurePoints('SUCCEEDED'), failurePoints('WITHDRAWN', 'ANOTHER_ACCEPTED')]).toEqual([0, 0])
    expect(failurePoints('WITHDRAWN', 'ASSIGNMENT_REFUSED')).toBeGreaterThan(0)
  })
})
