import { describe, expect, test } from '@jest/globals'
import { type Caps, capsSchema, NO_CAPS } from './capsSchema.js'
import { type PausingCap, pauseReason, type Readings } from './pauseReason.js'

const calm: Readings = { otherLoadPercent: 5, celsius: 45, bytesToday: 0 }
const NOON = Date.parse('2026-01-14T12:00:00Z')

const paused = (caps: Partial<Caps>, readings: Partial<Readings>, before: PausingCap | null = null, now = NOON) =>
  pauseReason({ ...NO_CAPS, ...caps }, { ...calm, ...readings }, before, now)

test('without limits nothing pauses the node', () => {
  expect(paused({}, { otherLoadPercent: 100, celsius: 110, bytesToday: 1e15 })).toBeNull()
  expect(paused({}, { otherLoadPercent: null, celsius: null })).toBeNull()
})

describe('a node pauses', () => {
  test('outside its hours, with hours and zone in the reason', () => {
    const caps = { hours: ['22:00-07:00'], zone: 'Europe/Berlin' }
    expect(paused(caps, {})).toEqual({
      cap: 'hours',
      reason: "outside the owner's hours: 22:00-07:00 (Europe/Berlin)",
    })
    expect(paused(caps, {}, 'hours', Date.parse('2026-01-14T21:00:00Z'))).toBeNull()
  })

  test.each([
    ['otherLoadPercent', 50, '50 %'],
    ['celsius', 80, '80 °C'],
  ] as const)('above %s, and goes on well below it', (cap, limit, words) => {
    const caps = { [cap]: limit }
    expect(paused(caps, { [cap]: limit })).toBeNull()
    expect(paused(caps, { [cap]: limit + 0.1 })).toMatchObject({ cap, reason: expect.stringContaining(words) })
    expect(paused(caps, { [cap]: limit * 0.95 }, cap)).toMatchObject({ cap })
    expect(paused(caps, { [cap]: limit * 0.95 }, 'hours')).toBeNull()
    expect(paused(caps, { [cap]: limit * 0.9 }, cap)).toBeNull()
  })

  test('when the bytes of the day are used up', () => {
    expect(paused({ bytesPerDay: 5_000_000 }, { bytesToday: 4_999_999 })).toBeNull()
    expect(paused({ bytesPerDay: 5_000_000 }, { bytesToday: 5_000_000 })).toMatchObject({ cap: 'bytesPerDay' })
  })

  test('when a limit cannot be measured: the owner counts on it', () => {
    expect(paused({ celsius: 80 }, { celsius: null })?.reason).toMatch(/cannot be measured.*celsius/)
    expect(paused({ otherLoadPercent: 50 }, { otherLoadPercent: null })?.reason).toMatch(/cannot be measured/)
  })
})

test('the same limit has the same words while its value changes: the platform is told once', () => {
  expect(paused({ celsius: 80 }, { celsius: 81 })).toEqual(paused({ celsius: 80 }, { celsius: 99 }))
})

describe('limits as the owner writes them', () => {
  test.each([
    [{ hours: ['22-7'] }],
    [{ zone: 'Mars/Olympus' }],
    [{ celsius: 500 }],
    [{ otherLoadPercent: 0 }],
    [{ buyers: ['0x12'] }],
    [{ runningJobs: 'kill' }],
    [{ temperature: 70 }],
  ])('are refused: %j', (caps) => {
    expect(capsSchema.safeParse(caps).success).toBe(false)
  })
})
