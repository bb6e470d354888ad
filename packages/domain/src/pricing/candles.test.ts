import { expect, test } from '@jest/globals'
import { dueIntervals, GRANULARITY_MS, intervalStart } from './candles.js'

const HOUR = GRANULARITY_MS.HOUR
const at = Date.parse

test('an hour is taken once it is over and its facts are there', () => {
  const firstFact = at('2026-01-31T12:34:56Z')
  const due = (now: string) => dueIntervals('HOUR', { last: null, firstFact, now: at(now), most: 10 })
  expect(due('2026-01-31T13:00:59Z')).toEqual([])
  expect(due('2026-01-31T13:01:00Z')).toEqual([at('2026-01-31T12:00:00Z')])
})

test('after a downtime every missed interval is due, oldest first, in pieces', () => {
  const last = at('2026-01-31T12:00:00Z')
  const now = at('2026-02-02T12:30:00Z')
  const first = dueIntervals('HOUR', { last, firstFact: 0, now, most: 40 })
  expect(first).toHaveLength(40)
  expect(first[0]).toBe(last + HOUR)
  const rest = dueIntervals('HOUR', { last: first.at(-1) as number, firstFact: 0, now, most: 40 })
  expect([...first, ...rest]).toEqual(Array.from({ length: 47 }, (_, i) => last + (i + 1) * HOUR))
})

test('without a fact there is nothing to take', () => {
  expect(dueIntervals('DAY', { last: null, firstFact: null, now: at('2026-02-02'), most: 10 })).toEqual([])
})

test('days begin at midnight UTC, also before 1970', () => {
  expect(intervalStart('DAY', at('2026-02-02T23:59:59.999Z'))).toBe(at('2026-02-02'))
  expect(intervalStart('DAY', -1)).toBe(-GRANULARITY_MS.DAY)
})
