import { describe, expect, test } from '@jest/globals'
import { NO_CAPS } from '../caps/capsSchema.js'
import type { RunningAgent } from '../control/controlSchema.js'
import type { Status } from '../schemas/status.js'
import { lasted, statusFacts } from './statusFacts.js'

const now = Date.parse('2026-01-14T12:00:00Z')
const running: RunningAgent = {
  ...{ version: '0.1.0', pid: 1, startedAt: '2026-01-13T09:00:00Z', nodeId: '0x0011223344556677', provider: '0x02' },
  ...{ isReady: true, waitingFor: null, availability: 'AVAILABLE', pausedReason: null, isDraining: false },
  ...{ lastAnswerAt: null, jobs: [], open: 0, lastProof: null, caps: NO_CAPS, isolation: {}, noContainers: null },
  readings: { otherLoadPercent: null, celsius: null, bytesToday: 0 },
}
const status: Status = {
  ...{
    name: 'shed',
    nodeId: '0x0011223344556677',
    provider: '0x02',
    running,
    node: null,
    earnings: null,
    trouble: null,
  },
}
const factsOf = (changes: Partial<Status>): Record<string, string | null> =>
  Object.fromEntries(statusFacts({ ...status, ...changes }, now))

describe('the work of a machine in words', () => {
  test.each<[string, RunningAgent | null]>([
    ['takes jobs', running],
    ['no agent runs', null],
    ['waits: waiting for money', { ...running, isReady: false, waitingFor: 'waiting for money' }],
    ['pauses: the machine is hotter than 80 °C', { ...running, pausedReason: 'the machine is hotter than 80 °C' }],
    ['drains: drained by its owner', { ...running, pausedReason: 'drained by its owner', isDraining: true }],
  ])('%s', (words, agent) => {
    expect(factsOf({ running: agent }).work).toBe(words)
  })
})

test('limits are shown with what is used of them, and only those that there are', () => {
  const caps = { ...NO_CAPS, celsius: 80, bytesPerDay: 1_000_000, hours: ['22:00-07:00'], jobs: 2 }
  const readings = { otherLoadPercent: null, celsius: 61.4, bytesToday: 500 }
  expect(factsOf({ running: { ...running, caps, readings } }).limits).toBe(
    'hours 22:00-07:00; temperature 61 °C of 80 °C; 500 of 1000000 bytes today; 0 of 2 jobs',
  )
  expect(factsOf({}).limits).toBeNull()
})

test.each([
  [59_000, '0 min'],
  [3_700_000, '1 h 1 min'],
  [97_200_000, '1 d 3 h'],
])('%d ms are %s', (ms, words) => {
  expect(lasted(ms)).toBe(words)
})

test('a machine whose Podman does not work says why', () => {
  const found = { ...running, isolation: { wasm: 'own process' }, noContainers: 'podman is not installed' }
  expect(factsOf({ running: found })).toMatchObject({ programs: 'wasm', 'no containers': 'podman is not installed' })
  expect(factsOf({})['no containers']).toBeNull()
})
