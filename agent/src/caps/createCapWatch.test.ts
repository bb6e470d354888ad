import { expect, test } from '@jest/globals'
import { NO_CAPS } from './capsSchema.js'
import { createCapWatch } from './createCapWatch.js'

const log = { warn: () => undefined, info: () => undefined } as never

test('a node pauses when a limit is reached, is told a new reason, and goes on', async () => {
  const machine = { celsius: 50 as number | null, bytesToday: 0 }
  let now = Date.parse('2026-01-14T12:00:00Z')
  const told: (string | null)[] = []
  const watch = createCapWatch({
    caps: { ...NO_CAPS, celsius: 80, bytesPerDay: 1_000_000, hours: ['08:00-20:00'], zone: 'UTC' },
    load: { otherPercent: null, look: () => Promise.reject(new Error('has no limit, and is not measured')) },
    traffic: {
      get bytesToday() {
        return machine.bytesToday
      },
    },
    celsius: async () => machine.celsius,
    onChange: (pause) => told.push(pause?.cap ?? null),
    now: () => now,
    log,
  })
  await watch.look()
  machine.celsius = 90
  await watch.look()
  machine.celsius = 95
  await watch.look()
  // Not yet cool enough to go on.
  machine.celsius = 75
  await watch.look()
  machine.celsius = 60
  await watch.look()
  machine.bytesToday = 2_000_000
  await watch.look()
  now = Date.parse('2026-01-14T21:00:00Z')
  await watch.look()
  expect(watch.pause?.reason).toContain("the owner's hours")
  now = Date.parse('2026-01-15T08:00:00Z')
  machine.bytesToday = 0
  await watch.look()
  expect(told).toEqual(['celsius', null, 'bytesPerDay', 'hours', null])
  expect(watch.readings).toMatchObject({ celsius: 60, otherLoadPercent: null, bytesToday: 0 })
})

test('processor load is there with the first look', async () => {
  let looks = 0
  const watch = createCapWatch({
    caps: { ...NO_CAPS, otherLoadPercent: 50 },
    load: {
      get otherPercent() {
        return looks < 2 ? null : 70
      },
      look: async () => {
        looks++
      },
    },
    traffic: { bytesToday: 0 },
    celsius: async () => null,
    onChange: () => undefined,
    log,
  })
  await watch.look()
  expect(watch.pause).toMatchObject({ cap: 'otherLoadPercent' })
})
