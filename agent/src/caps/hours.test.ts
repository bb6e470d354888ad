import { describe, expect, test } from '@jest/globals'
import { dateIn, type HourWindow, isTimeZone, isWithin, parseWindow } from './hours.js'

const window = (text: string): HourWindow => {
  const parsed = parseWindow(text)
  if (!parsed) throw new Error(`expected a window, got ${text}`)
  return parsed
}
const at = (iso: string): number => Date.parse(iso)

describe('a window of hours', () => {
  test.each([
    ['22:00-07:00', { days: [0, 1, 2, 3, 4, 5, 6], from: 1_320, to: 420 }],
    ['mon-fri 18:00-24:00', { days: [0, 1, 2, 3, 4], from: 1_080, to: 1_440 }],
    ['sat,sun 00:00-24:00', { days: [5, 6], from: 0, to: 1_440 }],
    ['fri-mon 09:30-10:00', { days: [4, 5, 6, 0], from: 570, to: 600 }],
    ['mon,wed-thu 09:30-10:00', { days: [0, 2, 3], from: 570, to: 600 }],
  ])('%s', (text, parsed) => {
    expect(parseWindow(text)).toEqual(parsed)
  })

  test.each(['', '22-07', '22:00', '25:00-26:00', '10:60-11:00', '24:00-08:00', 'someday 10:00-11:00', '8:00-9:00'])(
    'is not %j',
    (text) => {
      expect(parseWindow(text)).toBeNull()
    },
  )
})

describe('a moment is within hours', () => {
  const berlin = 'Europe/Berlin'

  test.each([
    // Berlin is at +01:00 in winter.
    ['2026-01-14T20:59:00Z', false],
    ['2026-01-14T21:00:00Z', true],
    ['2026-01-15T05:59:00Z', true],
    ['2026-01-15T06:00:00Z', false],
    // And at +02:00 in summer.
    ['2026-07-14T19:59:00Z', false],
    ['2026-07-14T20:00:00Z', true],
    ['2026-07-15T04:59:00Z', true],
    ['2026-07-15T05:00:00Z', false],
  ])('at night, %s: %s', (moment, isInside) => {
    expect(isWithin([window('22:00-07:00')], berlin, at(moment))).toBe(isInside)
  })

  test('of a night that began on Friday, also on Saturday morning, but not of one that began on Saturday', () => {
    const friday = [window('fri 22:00-07:00')]
    // 2026-01-16 is a Friday.
    expect(isWithin(friday, 'UTC', at('2026-01-16T23:00:00Z'))).toBe(true)
    expect(isWithin(friday, 'UTC', at('2026-01-17T06:00:00Z'))).toBe(true)
    expect(isWithin(friday, 'UTC', at('2026-01-17T23:00:00Z'))).toBe(false)
    expect(isWithin(friday, 'UTC', at('2026-01-16T06:00:00Z'))).toBe(false)
  })

  test('by the day of the zone, not that of Greenwich', () => {
    // Monday 08:00 in Tokyo is Sunday 23:00 UTC.
    expect(isWithin([window('mon 00:00-24:00')], 'Asia/Tokyo', at('2026-01-18T23:00:00Z'))).toBe(true)
    expect(isWithin([window('sun 00:00-24:00')], 'Asia/Tokyo', at('2026-01-18T23:00:00Z'))).toBe(false)
  })

  test('that the clock skips in spring: the window has no moment then', () => {
    // On 2026-03-29 Berlin goes from 02:00 to 03:00 at 01:00 UTC.
    const skipped = [window('02:00-03:00')]
    for (let minute = 0; minute < 180; minute++) {
      expect(isWithin(skipped, berlin, at('2026-03-29T00:00:00Z') + minute * 60_000)).toBe(false)
    }
    expect(isWithin(skipped, berlin, at('2026-03-28T01:30:00Z'))).toBe(true)
    expect(isWithin([window('01:00-04:00')], berlin, at('2026-03-29T01:00:00Z'))).toBe(true)
  })

  test('that the clock has twice in autumn: both are in the window', () => {
    // On 2026-10-25 Berlin goes from 03:00 back to 02:00 at 01:00 UTC.
    const twice = [window('02:00-03:00')]
    const minutes = Array.from({ length: 240 }, (_, minute) => at('2026-10-24T23:00:00Z') + minute * 60_000)
    expect(minutes.filter((moment) => isWithin(twice, berlin, moment))).toHaveLength(120)
  })
})

test('a zone is one that the system knows', () => {
  expect(['UTC', 'Europe/Berlin', 'America/New_York'].map(isTimeZone)).toEqual([true, true, true])
  expect(isTimeZone('Mars/Olympus')).toBe(false)
})

test('the date changes at midnight of the zone', () => {
  expect(dateIn('Asia/Tokyo', at('2026-01-18T14:59:00Z'))).toBe('2026-01-18')
  expect(dateIn('Asia/Tokyo', at('2026-01-18T15:00:00Z'))).toBe('2026-01-19')
})
