import { describe, expect, it } from '@jest/globals'
import type { RunReport } from './runReport.js'
import { type ReplicaStanding, voteOfReplicas } from './voteOfReplicas.js'

const report = (digit: string, changes: Partial<RunReport> = {}): RunReport => ({
  outcome: 'EXITED',
  exitCode: 0,
  printed: { stdout: digit.repeat(64), stderr: '0'.repeat(64) },
  outputs: [],
  ...changes,
})
const delivered = (digit: string, changes: Partial<RunReport> = {}): ReplicaStanding => ({
  kind: 'DELIVERED',
  report: report(digit, changes),
})
const OPEN: ReplicaStanding = { kind: 'OPEN' }
const OUT: ReplicaStanding = { kind: 'OUT' }

describe('the vote of replicas', () => {
  it('compares nothing while one may still deliver, so that none can learn of another before', () => {
    expect(voteOfReplicas(report('a'), [delivered('b'), OPEN], false)).toEqual({ kind: 'WAIT' })
    expect(voteOfReplicas(report('a'), [delivered('b'), OPEN], true)).toMatchObject({ kind: 'SPLIT' })
  })

  it('needs another one to compare with', () => {
    expect(voteOfReplicas(report('a'), [], false)).toEqual({ kind: 'ALONE' })
    expect(voteOfReplicas(report('a'), [OUT, OUT], false)).toEqual({ kind: 'ALONE' })
    expect(voteOfReplicas(report('a'), [OPEN], true)).toEqual({ kind: 'ALONE' })
    // Those that were fast may be one person's.
    expect(voteOfReplicas(report('a'), [delivered('a'), OPEN], true)).toEqual({ kind: 'ALONE' })
  })

  it('agrees only where all that can be compared are the same', () => {
    expect(voteOfReplicas(report('a'), [delivered('a'), OUT, delivered('a')], false)).toEqual({
      kind: 'AGREED',
      same: 2,
    })
    // A slower machine was stopped by the time limit: it says nothing.
    const late = delivered('a', { outcome: 'TIME_LIMIT', exitCode: 124 })
    expect(voteOfReplicas(report('a'), [late, delivered('a')], false)).toEqual({ kind: 'AGREED', same: 1 })
    expect(voteOfReplicas(report('a'), [late], false)).toEqual({ kind: 'ALONE' })
  })

  it('counts those that agree with each other, on each side', () => {
    const differences = ['another text on stdout']
    const others = [delivered('b'), delivered('c'), delivered('b'), delivered('a')]
    expect(voteOfReplicas(report('a'), others, false)).toEqual({
      ...{ kind: 'SPLIT', same: 1, largestOther: 2, differences },
    })
    expect(voteOfReplicas(report('c'), [delivered('a'), delivered('b')], false)).toEqual({
      ...{ kind: 'SPLIT', same: 0, largestOther: 1, differences },
    })
  })
})
