import { describe, expect, test } from '@jest/globals'
import type { Execution } from '../executor/index.js'
import { describeOutputs } from './describeRun.js'

const output = { name: 'a.txt', path: '/job/a.txt', size: 1, sha256: 'aa'.repeat(32) }
const end = (outcome: Execution['outcome']): Execution => ({
  ...{ outcome, exitCode: null, detail: null, wallSeconds: 1, cpuSeconds: 1, isolation: 'none' },
  ...{ outputs: [output], missingOutputs: ['b.txt'], oversizedOutputs: [], unsafeOutputs: [] },
})

describe('the lines about outputs', () => {
  test('of a program that ended by itself name those that it did not write', () => {
    expect(describeOutputs(end('EXITED'))).toEqual(['the output b.txt was not written before the program ended'])
  })

  test.each([
    ['TIME_LIMIT', 'at its time limit'],
    ['MEMORY_LIMIT', 'at its memory limit'],
    ['OUTPUT_LIMIT', 'at its output limit'],
    ['CRASHED', 'when it crashed'],
  ] as const)(
    'of a program that was stopped (%s) say why, and that what is there may be unfinished',
    (outcome, why) => {
      expect(describeOutputs(end(outcome))).toEqual([
        `the output b.txt was not written before the program was stopped ${why}`,
        'the output a.txt may be unfinished',
      ])
    },
  )

  test('name those that are too large to hand in', () => {
    const { oversizedOutputs: _, ...rest } = end('OUTPUT_LIMIT')
    const lines = describeOutputs({ ...rest, outputs: [], missingOutputs: [], oversizedOutputs: ['c.bin'] })
    expect(lines).toEqual(['the output c.bin is left out: it exceeds the output limit'])
  })
})
