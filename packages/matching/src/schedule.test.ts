import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isOpen, minuteOfWeek, openMinutes } from './schedule.js'

const MONDAY = Date.UTC(2026, 10, 23)

describe('schedule', () => {
  it('counts minutes from Monday 00:00 UTC', () => {
    expect(minuteOfWeek(MONDAY)).toBe(0)
    expect(minuteOfWeek(MONDAY - 1)).toBe(10_079)
    expect(minuteOfWeek(MONDAY + 7 * 86_400_000 + 61_000)).toBe(1)
  })

  it('joins windows that touch, over the end of the week too', () => {
    expect(
      openMinutes(
        [
          [10_000, 10_080],
          [0, 30],
        ],
        10_060,
      ),
    ).toBe(50)
    expect(openMinutes([[0, 10_080]], 77)).toBe(Number.POSITIVE_INFINITY)
    expect(openMinutes([[0, 60]], 60)).toBe(0)
    expect(openMinutes([], 0)).toBe(0)
  })

  it('is open exactly while every minute it needs is in some window', () => {
    const window = fc
      .tuple(fc.integer({ min: 0, max: 10_079 }), fc.integer({ min: 1, max: 4_000 }))
      .map(([from, length]): [number, number] => [from, Math.min(10_080, from + length)])
    fc.assert(
      fc.property(
        fc.array(window, { maxLength: 6 }),
        fc.integer({ min: 0, max: 10_079 }),
        fc.integer({ min: 0, max: 3_000 }),
        (windows, minute, length) => {
          const covered = Array.from({ length: length || 1 }, (_, i) => (minute + i) % 10_080).every((at) =>
            windows.some(([from, to]) => from <= at && at < to),
          )
          expect(isOpen(windows, MONDAY + minute * 60_000, length * 60)).toBe(covered)
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
