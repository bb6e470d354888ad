import { describe, expect, it } from '@jest/globals'
import { type OperatorFacts, operatorAlerts } from './operatorAlerts.js'

const now = new Date('2026-11-29T12:00:00Z')
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000)

/** A platform that is well. */
const facts = (changes: Partial<OperatorFacts> = {}): OperatorFacts => ({
  now,
  troubles: [],
  workerSeenAt: ago(3),
  account: { address: '0xabc', balance: 10n ** 18n, transactionCost: 10n ** 14n },
  oldestOpen: null,
  relays: [],
  gas: { spent: 10n, budget: null },
  isSubgraphThere: true,
  queues: [],
  outboxSince: null,
  nodes: { wanted: 100, offline: 10, offlineNames: ['attic'] },
  nodesToReview: 0,
  capacity: [],
  ...changes,
})
const queue = (changes: Partial<NonNullable<OperatorFacts['queues']>[number]> = {}) => ({
  ...{ name: 'checking', isRegular: false, waiting: 0, active: 0, delayed: 0, failed: 0 },
  ...{ waitingSince: null, lastFailedAt: null, lastCompletedAt: null },
  ...changes,
})
const codes = (changes: Partial<OperatorFacts>) =>
  operatorAlerts(facts(changes)).map(({ code, severity }) => [code, severity])

describe('alerts of the operator', () => {
  it('are none while the platform is well', () => {
    expect(operatorAlerts(facts())).toEqual([])
    const busy = queue({ waiting: 500, active: 8, waitingSince: ago(600) })
    expect(codes({ queues: [busy], oldestOpen: { kind: 'assign', nonce: 7, createdAt: ago(200) } })).toEqual([])
  })

  it('tell of each trouble with what to do, and of a worker that can record none', () => {
    const troubles = [
      { part: 'OPERATOR', details: 'an operator looks into it', startedAt: ago(60) },
      { part: 'SUBGRAPH', details: 'at block 5, 40 behind the chain', startedAt: ago(90) },
    ] as const
    const [first, second, third] = operatorAlerts(facts({ troubles, workerSeenAt: ago(45) }))
    expect(first).toMatchObject({ id: 'PLATFORM_TROUBLE SUBGRAPH', severity: 'CRITICAL', since: ago(90) })
    expect(first?.message).toContain('40 behind the chain')
    expect(first?.advice).toContain('graph-node')
    expect(second).toMatchObject({ id: 'WORKER_SILENT', severity: 'CRITICAL', since: ago(45) })
    expect(second?.message).toContain('45 s')
    expect(third).toMatchObject({ id: 'PLATFORM_TROUBLE OPERATOR', severity: 'WARNING' })
    expect(codes({ workerSeenAt: null })).toEqual([['WORKER_SILENT', 'CRITICAL']])
  })

  it('tell which source does not answer', () => {
    expect(codes({ account: null, isSubgraphThere: false, queues: null })).toEqual([
      ['CHAIN_AWAY', 'CRITICAL'],
      ['SUBGRAPH_AWAY', 'CRITICAL'],
      ['QUEUES_AWAY', 'CRITICAL'],
    ])
  })

  it.each([
    [1_000n * 10n ** 14n, []],
    [1_000n * 10n ** 14n - 1n, ['WARNING']],
    [100n * 10n ** 14n - 1n, ['CRITICAL']],
    [0n, ['CRITICAL']],
  ])('count the transactions that %s wei pay for', (balance, expected) => {
    const account = { address: '0xabc', balance, transactionCost: 10n ** 14n }
    const alerts = operatorAlerts(facts({ account }))
    expect(alerts.map(({ severity }) => severity)).toEqual(expected)
    for (const { code, advice } of alerts)
      expect([code, advice]).toEqual(['BALANCE_LOW', expect.stringContaining('0xabc')])
  })

  it('tell of further accounts by their address', () => {
    const relay = { address: '0xdef', balance: 50n * 10n ** 14n, transactionCost: 10n ** 14n }
    const relays = [{ ...relay, oldestOpen: { kind: 'settle', nonce: 7, createdAt: ago(400) } }]
    expect(operatorAlerts(facts({ relays })).map(({ id, severity }) => [id, severity])).toEqual([
      ['BALANCE_LOW 0xdef', 'CRITICAL'],
      ['TRANSACTION_STUCK 7 0xdef', 'CRITICAL'],
    ])
  })

  it.each([
    [79n, 100n, []],
    [80n, 100n, [['GAS_BUDGET_SPENT', 'WARNING']]],
    [100n, 100n, [['GAS_BUDGET_SPENT', 'CRITICAL']]],
    [0n, 0n, [['GAS_BUDGET_SPENT', 'CRITICAL']]],
    [10n ** 18n, null, []],
  ])('tell of %s wei spent of a budget of %s', (spent, budget, expected) => {
    expect(codes({ gas: { spent, budget } })).toEqual(expected)
  })

  it('tell of an empty account where transactions cost nothing', () => {
    expect(codes({ account: { address: '0xabc', balance: 0n, transactionCost: 0n } })).toEqual([
      ['BALANCE_LOW', 'CRITICAL'],
    ])
    expect(codes({ account: { address: '0xabc', balance: 1n, transactionCost: 0n } })).toEqual([])
  })

  it('tell of a transaction that later ones wait behind', () => {
    const [alert] = operatorAlerts(facts({ oldestOpen: { kind: 'assign', nonce: 7, createdAt: ago(301) } }))
    expect(alert).toMatchObject({ id: 'TRANSACTION_STUCK 7', severity: 'CRITICAL' })
    expect(alert?.message).toContain('assign with nonce 7')
  })

  it('tell of failed queue jobs until they are dealt with, of a regular queue until its next success', () => {
    const failed = { failed: 2, lastFailedAt: ago(60) }
    expect(codes({ queues: [queue(failed)] })).toEqual([['QUEUE_JOBS_FAILED', 'WARNING']])
    const regular = queue({ ...failed, isRegular: true, lastCompletedAt: ago(90) })
    expect(codes({ queues: [regular] })).toEqual([['QUEUE_JOBS_FAILED', 'WARNING']])
    expect(codes({ queues: [{ ...regular, lastCompletedAt: ago(30) }] })).toEqual([])
    expect(codes({ queues: [{ ...regular, lastCompletedAt: null }] })).toEqual([['QUEUE_JOBS_FAILED', 'WARNING']])
  })

  it('tell of work that nobody takes up', () => {
    expect(codes({ queues: [queue({ waiting: 1, waitingSince: ago(61) })] })).toEqual([['QUEUE_STANDS', 'CRITICAL']])
    expect(codes({ queues: [queue({ waiting: 1, waitingSince: ago(59) })] })).toEqual([])
    expect(codes({ outboxSince: ago(61) })).toEqual([['OUTBOX_STANDS', 'CRITICAL']])
  })

  it.each([
    [0, 0, []],
    [10, 1, []],
    [10, 2, ['WARNING']],
    [4, 2, ['WARNING']],
    [4, 3, ['CRITICAL']],
    [1, 1, ['CRITICAL']],
  ])('weigh the offline nodes: of %s nodes %s', (wanted, offline, expected) => {
    const nodes = { wanted, offline, offlineNames: ['attic'] }
    expect(operatorAlerts(facts({ nodes })).map(({ severity }) => severity)).toEqual(expected)
  })

  it('come the worst first, with those of the capacity count', () => {
    const alert = { resourceType: 'CPU', region: 'EU', tier: 'OWNED', message: '8 are planned', since: ago(9) } as const
    const capacity = [
      { ...alert, code: 'OVERFLOW', severity: 'INFO' },
      { ...alert, code: 'PLAN_NOT_MET', severity: 'CRITICAL' },
    ] as const
    const alerts = operatorAlerts(facts({ capacity, nodesToReview: 1 }))
    expect(alerts.map(({ id }) => id)).toEqual([
      'CAPACITY PLAN_NOT_MET|CPU|EU|OWNED',
      'NODES_TO_REVIEW',
      'CAPACITY OVERFLOW|CPU|EU|OWNED',
    ])
    expect(alerts[1]?.message).toBe('1 node waits for an audit or for the end of a review')
  })
})
