import { describe, expect, test } from '@jest/globals'
import { type Metering, meterUsage } from './meterUsage.js'

const base: Metering = {
  outcome: 'EXITED',
  resourceType: 1,
  wallSeconds: 1.2,
  cpuSeconds: 2.1,
  jobUnits: 2,
  nodeUnits: 4,
  elapsedSeconds: 3,
  bytesMoved: 0n,
  maxUsage: 100n,
}

describe('meterUsage', () => {
  test.each<[string, Partial<Metering>, bigint]>([
    ['every started second of processor time', {}, 3n],
    ['a tenth of the reserved time, of a program that waits', { wallSeconds: 60, elapsedSeconds: 61 }, 12n],
    ['at most the run time on every unit of the job', { cpuSeconds: 9 }, 4n],
    ['every started second on every GPU of the job', { resourceType: 0, cpuSeconds: 0 }, 4n],
    ['nothing for what did not begin', { outcome: 'REFUSED' }, 0n],
    ['the time of a run that met a limit', { outcome: 'TIME_LIMIT' }, 3n],
    ['at least one second', { wallSeconds: 0.001, cpuSeconds: 0, jobUnits: 1 }, 1n],
    ['at most what the buyer signed', { wallSeconds: 90, cpuSeconds: 180, elapsedSeconds: 95 }, 100n],
    [
      'at most what the chain has seen pass: (elapsed + 1) × units of the node',
      { wallSeconds: 9, cpuSeconds: 18, elapsedSeconds: 1 },
      8n,
    ],
    ['a chain clock that went backwards', { wallSeconds: 9, cpuSeconds: 18, elapsedSeconds: -7 }, 4n],
    ['MB that were started', { resourceType: 2, bytesMoved: 1_000_001n }, 2n],
    ['sixty of them, sixty times the price of one', { resourceType: 2, bytesMoved: 60_000_000n, maxUsage: 100n }, 60n],
    ['a whole MB for little', { resourceType: 2, bytesMoved: 15_000n }, 1n],
    ['MB of files that were served that have receipts', { resourceType: 2, receiptedBytes: 2_000_001n }, 3n],
    ['nothing for files that were served without receipts', { resourceType: 2, receiptedBytes: 0n }, 0n],
    ['served files up to what the buyer signed', { resourceType: 2, receiptedBytes: 10n ** 12n }, 100n],
    ['one task', { resourceType: 3 }, 1n],
    ['one data point of a program', { resourceType: 4 }, 1n],
    ['the data points of readings', { resourceType: 4, points: 37 }, 37n],
    ['no data point of a sensor that gave none', { resourceType: 4, points: 0 }, 0n],
    ['the data points of a run that was stopped', { resourceType: 4, points: 5, outcome: 'STOPPED' }, 5n],
    ['no more data points than were signed for', { resourceType: 4, points: 101 }, 100n],
  ])('%s', (_, changed, usage) => {
    expect(meterUsage({ ...base, ...changed })).toBe(usage)
  })
})
