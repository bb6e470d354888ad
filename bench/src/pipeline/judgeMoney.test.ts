import { describe, expect, test } from '@jest/globals'
import { type Evidence, judgeMoney } from './judgeMoney.js'

/** Two jobs of one buyer with a budget of 1 000, each with a cost of 100: fee 8, provider 92, back to the buyer 900. */
function makeEvidence(changes: Partial<Evidence> = {}): Evidence {
  const job = { buyer: 'buyer', budget: 1_000n, isPaid: true, trouble: null }
  const offer = { provider: 'provider', rate: 1_000_000n }
  return {
    jobs: [
      { ...job, taskId: 'a' },
      { ...job, taskId: 'b' },
    ],
    settlements: [
      { taskId: 'a', buyerAmount: 900n },
      { taskId: 'b', buyerAmount: 900n },
    ],
    accepted: new Map([
      ['a', offer],
      ['b', offer],
    ]),
    usage: 100n,
    feeBps: 800n,
    deposits: new Map([
      ['buyer', 5_000n],
      ['provider', 0n],
    ]),
    balances: new Map([
      ['buyer', 4_800n],
      ['provider', 184n],
    ]),
    isPrepaid: true,
    held: 5_000n,
    owed: 5_000n,
    ...changes,
  }
}

const [first, second] = makeEvidence().jobs
const settlements = makeEvidence().settlements

describe('the money of a bench', () => {
  test('is right when every job was settled once', () => {
    expect(judgeMoney(makeEvidence())).toEqual({ lost: 0, doubled: 0, faults: [] })
  })

  test('is right when the buyers paid by transactions', () => {
    const balances = new Map([
      ['buyer', 1_800n],
      ['provider', 184n],
    ])
    const deposits = new Map([
      ['buyer', 0n],
      ['provider', 0n],
    ])
    expect(judgeMoney(makeEvidence({ isPrepaid: false, deposits, balances }))).toMatchObject({ doubled: 0 })
  })

  test.each<[string, Partial<Evidence>, RegExp]>([
    [
      'a task is settled twice',
      { settlements: [...settlements, { taskId: 'a', buyerAmount: 900n }] },
      /task a settled 2 times/,
    ],
    [
      'a provider has the pay of a job twice',
      {
        balances: new Map([
          ['buyer', 4_800n],
          ['provider', 276n],
        ]),
      },
      /provider has 276 in the escrow, expected 184/,
    ],
    [
      'a buyer paid twice',
      {
        balances: new Map([
          ['buyer', 3_800n],
          ['provider', 184n],
        ]),
      },
      /buyer has 3800 in the escrow, expected 4800/,
    ],
    ['the escrow holds less than it owes', { held: 4_999n }, /holds 4999 and owes 5000/],
  ])('counts as doubled when %s', (_, changes, fault) => {
    const { lost, doubled, faults } = judgeMoney(makeEvidence(changes))
    expect({ lost, doubled }).toEqual({ lost: 0, doubled: 1 })
    expect(faults).toEqual([expect.stringMatching(fault)])
  })

  test('counts a job that is shown as PAID and was never settled', () => {
    const { doubled, faults } = judgeMoney(makeEvidence({ settlements: settlements.slice(0, 1) }))
    expect(doubled).toBeGreaterThan(0)
    expect(faults[0]).toMatch(/task b shown as PAID without a settlement/)
  })

  test('counts jobs that are not paid as lost, and does not judge balances then', () => {
    const jobs = [first, { ...second, isPaid: false, trouble: 'TIMED_OUT' }] as Evidence['jobs']
    const judgement = judgeMoney(makeEvidence({ jobs, settlements: settlements.slice(0, 1) }))
    expect(judgement).toEqual({ lost: 1, doubled: 0, faults: ['1 jobs not paid: TIMED_OUT'] })
  })
})
