import { describe, expect, test } from '@jest/globals'
import { nextGroupStep, progressText, stepsText, sumsOf } from './describeGroup.js'

const ETH = { symbol: 'ETH', decimals: 18, usd: '2500', address: '0x0000000000000000000000000000000000000000' }
const USDC = { symbol: 'USDC', decimals: 6, usd: '1', address: '0x8888888888888888888888888888888888888888' }
const id = '11111111-2222-4333-8444-555555555555'

type Parts = Parameters<typeof nextGroupStep>[0]
type Member = Parts['members'][number]

const progress = { groupId: id, states: [], total: 3, done: 3, succeeded: 3, share: 1, amounts: [], updatedAt: '' }

/** A group with such members; `done` jobs of it are. */
function groupOf(members: Partial<Member>[], done = members.length): Parts {
  const whole = members.map((member) => ({
    ...{ state: 'VERIFYING', exitCode: 0, fundingSigned: true, approved: false, ...member },
  }))
  return { id, progress: { ...progress, total: members.length, done }, members: whole as Member[] }
}

describe('the next step of a group', () => {
  test.each<[string, Parts, string]>([
    ['without a signature', groupOf([{ state: 'SUBMITTED', fundingSigned: false, exitCode: null }], 0), 'group fund'],
    ['that goes on', groupOf([{}, { state: 'EXECUTING', exitCode: null }], 1), `group show ${id} --follow`],
    ['of which a job was refunded', groupOf([{}, { state: 'TIMED_OUT', exitCode: null }]), 'group retry'],
    ['of which a program failed', groupOf([{ exitCode: 3 }]), 'group retry'],
    ['with results', groupOf([{}, {}]), `group result ${id} --out results, then aiigo group approve`],
    ['that is paid', groupOf([{ state: 'PAID', approved: true }]), `its files: aiigo group result`],
  ])('%s', (_, group, step) => {
    expect(nextGroupStep(group)).toContain(step)
  })

  test('is the approval where the results are there already, and none where they are paid', () => {
    expect(nextGroupStep(groupOf([{}]), { hasResults: true })).toBe(`pay for the results: aiigo group approve ${id}`)
    expect(nextGroupStep(groupOf([{ state: 'PAID' }]), { hasResults: true })).toBeNull()
  })
})

test('a progress has the states by their counts, and what failed', () => {
  const states = [
    { state: 'EXECUTING', count: 2 },
    { state: 'VERIFYING', count: 1 },
  ]
  const part = { ...progress, states, total: 4, done: 2, succeeded: 1 } as Parts['progress']
  expect(progressText(part)).toBe('2 of 4 done, 1 failed · 2 EXECUTING · 1 VERIFYING')
  expect(progressText({ ...part, done: 1 })).toBe('1 of 4 done · 2 EXECUTING · 1 VERIFYING')
})

test('deposits are summed up by token, whatever the case of its address', () => {
  const sums = sumsOf(
    [
      { token: ETH.address, amount: '1' },
      { token: USDC.address.toUpperCase().replace('0X', '0x'), amount: 2n },
      { token: ETH.address, amount: 10n ** 18n },
    ],
    [USDC, ETH],
  )
  expect(sums.map(({ amount, shown }) => [amount, shown.amount, shown.symbol])).toEqual([
    [10n ** 18n + 1n, '1.000000000000000001', 'ETH'],
    [2n, '0.000002', 'USDC'],
  ])
})

test('steps are named with their numbers of jobs, as far as there is room', () => {
  const jobs = [
    { key: 'prepare', element: null },
    { key: 'count', element: 0 },
    { key: 'count', element: 1 },
  ]
  expect(stepsText(jobs)).toBe('prepare, count × 2')
  const many = Array.from({ length: 11 }, (_, i) => ({ key: `s${i}`, element: null }))
  expect(stepsText(many)).toBe('s0, s1, s2, s3, s4, s5, s6, s7 and 3 more')
})
