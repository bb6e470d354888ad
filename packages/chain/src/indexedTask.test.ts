import { describe, expect, it } from '@jest/globals'
import { assignmentOf, extensionOf, indexedTaskSchema, submissionOf } from './indexedTask.js'

const funded = {
  id: `0x${'a1'.repeat(32)}`,
  state: 'FUNDED',
  attempt: 0,
  buyer: `0x${'b1'.repeat(20)}`,
  token: `0x${'00'.repeat(20)}`,
  budget: '20000000',
  maxUsage: '50000',
  assignBy: '1700000500',
  windowSeconds: '900',
  terms: (800 + 200 * 2 ** 16 + 3 * 2 ** 32).toString(),
  provider: null,
  node: null,
  rate: null,
  unitsPerSecond: null,
  assignedAt: null,
  dueAt: null,
  addedBudget: null,
  addedUsage: null,
  usage: null,
  cost: null,
  resultHash: null,
  settleAfter: null,
}
const assigned = {
  ...funded,
  state: 'ASSIGNED',
  attempt: 2,
  provider: `0x${'c1'.repeat(20)}`,
  node: { id: '0x0102030405060708' },
  rate: '1000',
  unitsPerSecond: 0,
  assignedAt: '1700000100',
  dueAt: '1700000700',
}

describe('a task of the subgraph', () => {
  it('is no assignment and no submission while nobody has it', () => {
    const task = indexedTaskSchema.parse(funded)
    expect([assignmentOf(task), submissionOf(task)]).toEqual([null, null])
  })

  it('is the assignment that the contract committed to, a usage without a bound by time included', () => {
    expect(assignmentOf(indexedTaskSchema.parse(assigned))).toEqual({
      buyer: funded.buyer,
      provider: assigned.provider,
      token: funded.token,
      nodeId: '0x0102030405060708',
      attempt: 2,
      terms: 800 + 200 * 2 ** 16 + 3 * 2 ** 32,
      unitsPerSecond: 0,
      assignedAt: 1_700_000_100,
      dueAt: 1_700_000_700,
      assignBy: 1_700_000_500,
      windowSeconds: 900,
      maxUsage: 50_000n,
      rate: 1_000n,
      budget: 20_000_000n,
    })
    expect(submissionOf(indexedTaskSchema.parse(assigned))).toBeNull()
  })

  it('has the additions of an extension beside the request, in assignment and submission', () => {
    const extended = { ...assigned, dueAt: '1700001700', addedBudget: '500', addedUsage: '7' }
    const task = indexedTaskSchema.parse(extended)
    expect(extensionOf(task)).toEqual({ dueAt: 1_700_001_700, addedUsage: 7n, addedBudget: 500n })
    expect(assignmentOf(task)).toMatchObject({ dueAt: 1_700_001_700, maxUsage: 50_007n, budget: 20_000_500n })
    const result = { state: 'SUBMITTED', usage: '3', cost: '9', resultHash: `0x${'d1'.repeat(32)}`, settleAfter: '1' }
    expect(submissionOf(indexedTaskSchema.parse({ ...extended, ...result }))).toMatchObject({ budget: 20_000_500n })
    expect(extensionOf(indexedTaskSchema.parse(assigned))).toBeNull()
  })

  it('is the submission that the contract committed to, one that costs nothing included', () => {
    const resultHash = `0x${'d1'.repeat(32)}`
    const submitted = { ...assigned, state: 'SUBMITTED', usage: '3', cost: '0', resultHash, settleAfter: '1700001200' }
    expect(submissionOf(indexedTaskSchema.parse(submitted))).toEqual({
      buyer: funded.buyer,
      provider: assigned.provider,
      token: funded.token,
      nodeId: '0x0102030405060708',
      attempt: 2,
      terms: 800 + 200 * 2 ** 16 + 3 * 2 ** 32,
      settleAfter: 1_700_001_200,
      budget: 20_000_000n,
      cost: 0n,
      resultHash,
    })
  })
})
