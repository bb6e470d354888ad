import { describe, expect, it } from '@jest/globals'
import type { DisputeOnChain } from '../chain/DisputeOnChain.js'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import { nextRelay, type RelayView } from './nextRelay.js'

const T0 = new Date('2026-01-01T00:00:00Z')
const at = (seconds: number) => new Date(T0.getTime() + seconds * 1000)
const job: RelayView = { assignBy: at(100), workSeconds: 60, windowSeconds: 30, approval: null, dispute: null }
const task = (state: TaskOnChain['state'], since = T0): TaskOnChain => ({
  state,
  attempt: 1,
  since,
  ruling: null,
  nodeId: '0x',
  result: null,
})
const dispute = (phase: DisputeOnChain['phase']): DisputeOnChain => ({
  phase,
  ...{ openedAt: new Date(0), panel: [] },
  drawBlock: 10n,
  drawBy: at(30),
  revealBy: at(120),
  block: 10n,
})
const approval = { attempt: 1, nodeId: '0x0102030405060708', cost: 1n, resultHash: '0x', signature: '0x' } as const

describe('nextRelay', () => {
  it.each([
    // A funded task waits for a node until assignBy itself, and is expired after it.
    ['FUNDED', 0, 99, { action: 'WAIT', until: at(101) }],
    ['FUNDED', 0, 100, { action: 'WAIT', until: at(101) }],
    ['FUNDED', 0, 101, { action: 'EXPIRE' }],
    // An assigned one is left alone until its result is due; then reopened while that helps, else expired.
    ['ASSIGNED', 0, 60, { action: 'WAIT', until: at(61) }],
    ['ASSIGNED', 0, 61, { action: 'REOPEN' }],
    ['ASSIGNED', 0, 100, { action: 'REOPEN' }],
    ['ASSIGNED', 0, 101, { action: 'EXPIRE_OVERDUE' }],
    ['ASSIGNED', 90, 101, { action: 'WAIT', until: at(151) }],
    ['ASSIGNED', 90, 151, { action: 'EXPIRE_OVERDUE' }],
    // The window ends at its instant.
    ['SUBMITTED', 0, 29, { action: 'WAIT', until: at(30) }],
    ['SUBMITTED', 0, 30, { action: 'SETTLE' }],
    ['NONE', 0, 999, { action: 'NONE' }],
    ['SETTLED', 0, 999, { action: 'NONE' }],
    ['CANCELLED', 0, 999, { action: 'NONE' }],
    ['EXPIRED', 0, 999, { action: 'NONE' }],
    ['DISPUTED', 0, 999, { action: 'NONE' }],
    ['RESOLVED', 0, 999, { action: 'NONE' }],
  ] as const)('%s since %i at %i', (state, since, now, expected) => {
    expect(nextRelay(job, task(state, at(since)), at(now))).toEqual(expected)
  })

  it('approves at once, but not another attempt’s result', () => {
    expect(nextRelay({ ...job, approval }, task('SUBMITTED'), at(1))).toEqual({ action: 'APPROVE' })
    expect(nextRelay({ ...job, approval: { ...approval, attempt: 2 } }, task('SUBMITTED'), at(1)).action).toBe('WAIT')
  })

  it('settles when the window is over, whatever became of an approval', () => {
    expect(nextRelay({ ...job, approval }, task('SUBMITTED'), at(30))).toEqual({ action: 'SETTLE' })
  })

  it('never leaves a task that holds money without a way out', () => {
    for (const state of ['FUNDED', 'ASSIGNED', 'SUBMITTED'] as const) {
      const relay = nextRelay(job, task(state), at(100_000))
      expect(['EXPIRE', 'EXPIRE_OVERDUE', 'SETTLE']).toContain(relay.action)
    }
    for (const phase of ['DRAW', 'COMMIT', 'REVEAL', 'FINAL', 'CONCLUDED'] as const) {
      expect(nextRelay({ ...job, dispute: dispute(phase) }, task('DISPUTED'), at(100_000)).action).toBe('RESOLVE')
    }
  })

  it.each([
    // The panel is drawn by a block's hash, once that block is there; without a panel in time there is no ruling.
    ['DRAW', 9n, 0, { action: 'WAIT', until: at(31) }],
    ['DRAW', 10n, 0, { action: 'DRAW' }],
    ['DRAW', 10n, 31, { action: 'RESOLVE' }],
    // The arbitrators vote; a ruling is taken as soon as there is one, or their time is over.
    ['COMMIT', 12n, 60, { action: 'WAIT', until: at(121) }],
    ['REVEAL', 12n, 120, { action: 'WAIT', until: at(121) }],
    ['REVEAL', 12n, 121, { action: 'RESOLVE' }],
    ['FINAL', 12n, 20, { action: 'RESOLVE' }],
  ] as const)('a dispute in phase %s at block %i and second %i', (phase, block, now, expected) => {
    expect(nextRelay({ ...job, dispute: { ...dispute(phase), block } }, task('DISPUTED'), at(now))).toEqual(expected)
  })
})
