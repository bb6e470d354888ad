import { describe, expect, test } from '@jest/globals'
import { moneyOf } from './accountFor.js'

type Job = Parameters<typeof moneyOf>[0]

const account = '0x00000000000000000000000000000000000000aa' as const

function makeJob(task: Partial<NonNullable<Job['task']>> = {}, amounts: Record<string, string> = {}): Job {
  const moved = { LOCKED: '1000', PROVIDER: '461', REFUND: '499', ...amounts }
  return {
    id: '00000000-0000-4000-8000-000000000001',
    token: account,
    budget: '1000',
    task: {
      ...{ id: '0x01', state: 'SETTLED', attempt: 1, rate: '1', usage: '501', cost: '501', approved: true },
      ...{
        fee: '40',
        providerAmount: '461',
        refund: '499',
        rebate: '0',
        addedBudget: null,
        settleAfter: null,
        updatedBlock: '7',
        dispute: null,
      },
      escrowMovements: Object.entries(moved).map(([kind, amount]) => ({
        ...{ kind: kind as 'LOCKED', token: account, account, amount, transaction: '0x02' },
      })),
      ...task,
    },
  }
}

describe('moneyOf', () => {
  test('the buyer paid what provider and treasury got; the odd unit is the provider’s', () => {
    expect(moneyOf(makeJob(), 800)).toEqual({
      ...{ token: account, deposit: 1_000n, refund: 499n, rebate: 0n, buyerPaid: 501n },
      ...{ providerCredited: 461n, treasuryCredited: 40n, feeBps: 800 },
    })
  })

  test('an extension is part of the deposit; one of an attempt that failed was locked and came back', () => {
    const job = makeJob({ addedBudget: '200', refund: '699' }, { LOCKED: '1500', REFUND: '999' })
    expect(moneyOf(job, 800)).toMatchObject({ deposit: 1_200n, refund: 699n, buyerPaid: 501n })
  })

  test.each<[string, Job, RegExp]>([
    ['a lost unit', makeJob({ refund: '498' }, { REFUND: '498' }), /are not the cost/],
    ['another fee', makeJob({ fee: '41', providerAmount: '460' }, { PROVIDER: '460' }), /the fee is not 800/],
    ['a movement that differs', makeJob({}, { PROVIDER: '460' }), /credited the provider 460/],
    ['a smaller lock', makeJob({}, { LOCKED: '999' }), /locked 999/],
    ['an addition that never came back', makeJob({}, { LOCKED: '1500' }), /escrow refunded 499/],
  ])('finds %s', (_, job, message) => {
    expect(() => moneyOf(job, 800)).toThrow(message)
  })

  test('a rebate is part of the fee that the buyer does not pay', () => {
    const job = makeJob({ fee: '30', rebate: '10' }, { REBATE: '10' })
    expect(moneyOf(job, 800)).toMatchObject({
      buyerPaid: 491n,
      rebate: 10n,
      treasuryCredited: 30n,
      providerCredited: 461n,
    })
    expect(() => moneyOf(makeJob({ fee: '30', rebate: '10' }), 800)).toThrow(/rebate of 0/)
  })

  test('a task that is not settled yet is worth waiting for', () => {
    expect(() => moneyOf(makeJob({ fee: null }), 800)).toThrow(expect.objectContaining({ retryable: true }))
  })
})
