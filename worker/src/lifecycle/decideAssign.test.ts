import { ATTEMPT_STATES, JOB_STATES } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import { type AssignView, decideAssign } from './decideAssign.js'

const NOW = new Date('2026-01-01T00:00:00Z')
const SECONDS = NOW.getTime() / 1000
const NODE = '0x00000000000000aa'
const view = (job: Partial<AssignView['job']> = {}, attempt: Partial<AssignView['attempt']> = {}): AssignView => ({
  job: { state: 'MATCHED', nodeId: NODE, assignBy: new Date(NOW.getTime() + 1_000), ...job },
  attempt: { state: 'ACCEPTED', nodeId: NODE, number: 1, acceptance: { expiry: SECONDS + 1 }, ...attempt },
})
const task = (overrides: Partial<TaskOnChain> = {}): TaskOnChain => ({
  state: 'FUNDED',
  attempt: 0,
  since: NOW,
  ruling: null,
  nodeId: null,
  result: null,
  ...overrides,
})

describe('decideAssign', () => {
  it('relays an acceptance that fits', () => {
    expect(decideAssign(view(), task(), NOW)).toEqual({ action: 'RELAY' })
  })

  it('leaves attempts alone that are not accepted', () => {
    for (const state of ATTEMPT_STATES.filter((s) => s !== 'ACCEPTED')) {
      expect(decideAssign(view({}, { state }), task(), NOW).action).toBe('NONE')
    }
  })

  it('withdraws when the job went another way', () => {
    for (const state of JOB_STATES.filter((s) => s !== 'MATCHED')) {
      expect(decideAssign(view({ state }), task(), NOW)).toMatchObject({
        action: 'WITHDRAW',
        reasonCode: 'OFFER_SUPERSEDED',
      })
    }
    expect(decideAssign(view({ nodeId: '0xother' }), task(), NOW).action).toBe('WITHDRAW')
  })

  it.each([
    ['NOT_FUNDED', view(), task({ state: 'NONE' })],
    ['WRONG_ATTEMPT', view(), task({ attempt: 1 })],
    ['ACCEPTANCE_EXPIRED', view({}, { acceptance: { expiry: SECONDS - 1 } }), task()],
    ['ASSIGNMENT_CLOSED', view({ assignBy: new Date(NOW.getTime() - 1) }), task()],
  ])('withdraws with %s', (reasonCode, asked, onChain) => {
    expect(decideAssign(asked, onChain, NOW)).toMatchObject({ action: 'WITHDRAW', reasonCode })
  })

  it('follows a chain that is further', () => {
    for (const state of ['ASSIGNED', 'SUBMITTED', 'SETTLED', 'CANCELLED', 'EXPIRED'] as const) {
      expect(decideAssign(view(), task({ state, attempt: 1 }), NOW)).toEqual({ action: 'FOLLOW' })
    }
  })
})
