import { readingLine } from '@aiigo/domain'
import { makeJobSpec } from '@aiigo/storage/testing'
import { describe, expect, it } from '@jest/globals'
import { pointsProblem } from './checkResult.js'

const program = { kind: 'readings', sensor: 'a', points: 100, everySeconds: 1 } as const
/** The shortest line that a reading can have. */
const LINE = readingLine({
  ...{ sequence: 1, at: '2026-11-30T20:00:00.000Z', value: 1, unit: '' },
  signature: `0x${'ab'.repeat(65)}`,
})

describe('the usage of readings', () => {
  it('is what the file can have, so an honest one always passes', () => {
    for (const points of [0, 1, 50, 10_000]) {
      expect(pointsProblem({ program }, String(points), points * LINE.length)).toBeNull()
    }
  })

  it('is refused where the file is too small for so many points', () => {
    expect(pointsProblem({ program }, '1', 0)).toMatch(/at most 0 data points.*got 1/)
    expect(pointsProblem({ program }, '100', 50 * LINE.length)).toMatch(/at most 53 data points.*got 100/)
  })

  it('of a program has no such bound', () => {
    expect(pointsProblem(makeJobSpec(), '1000000', 0)).toBeNull()
  })
})
