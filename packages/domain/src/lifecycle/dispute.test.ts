import { expect, test } from '@jest/globals'
import { type CaseState, caseStateOf, type DisputePhase, VOTES } from './dispute.js'
import { RULINGS } from './task.js'

test.each<[DisputePhase, CaseState, CaseState, CaseState]>([
  // No vote; a commitment; an opened vote.
  ['COMMIT', 'TO_COMMIT', 'COMMITTED', 'REVEALED'],
  ['REVEAL', 'MISSED', 'TO_REVEAL', 'REVEALED'],
  ['FINAL', 'MISSED', 'MISSED', 'REVEALED'],
  ['CONCLUDED', 'DECIDED', 'DECIDED', 'DECIDED'],
])('in %s an arbitrator has %s, then %s, then %s', (phase, none, committed, revealed) => {
  expect([
    caseStateOf({ phase, committed: false, revealed: false }),
    caseStateOf({ phase, committed: true, revealed: false }),
    caseStateOf({ phase, committed: true, revealed: true }),
  ]).toEqual([none, committed, revealed])
})

test('votes are the rulings that a panel can make, but for the one that nobody votes for', () => {
  expect(RULINGS.filter((ruling) => ruling !== 'TIMED_OUT')).toEqual(VOTES)
})
