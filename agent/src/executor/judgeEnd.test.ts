import { describe, expect, test } from '@jest/globals'
import { machineFaultOf } from '../machine/machineFault.js'
import { judgeEnd, readReport } from './judgeEnd.js'
import type { ProcessEnd } from './runProcess.js'

const limits = { seconds: 5, memoryMiB: 64, outputMiB: 1 }
const end = (changes: Partial<ProcessEnd> = {}): ProcessEnd => ({
  ...{ code: 0, signal: null, report: '', stopped: null, logBytes: 0, wallSeconds: 1, cpuSeconds: null },
  ...changes,
})
const report = readReport('{"started":true}\n{"fault":"ENOSPC"}\n{"exitCode":0}\n')

describe('a program that met a full disk', () => {
  test.each([
    ['ended', end()],
    ['tried until its time was over', end({ stopped: 'TIME_LIMIT' })],
  ])('has no result of its own when it %s', (_, ended) => {
    let thrown: unknown
    try {
      judgeEnd(ended, report, limits, false)
    } catch (error) {
      thrown = error
    }
    expect(machineFaultOf(thrown)?.fault).toBe('ENOSPC')
  })

  test('has one when it wrote more than it may: that can fill a disk', () => {
    expect(judgeEnd(end(), report, limits, true).outcome).toBe('OUTPUT_LIMIT')
    expect(judgeEnd(end({ stopped: 'OUTPUT_LIMIT' }), report, limits, false).outcome).toBe('OUTPUT_LIMIT')
    expect(judgeEnd(end({ stopped: 'KILLED' }), report, limits, false).outcome).toBe('KILLED')
  })
})
