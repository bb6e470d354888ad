import type { Assignment } from '@aiigo/chain'
import { NotRetryableError, RetryableError } from '@aiigo/domain'
import { createLogger } from '@aiigo/service'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import type { JournalEntry } from '../journal.js'
import { createResultRelay, RELAY_AFTER_MS, type ResultRelayDeps } from './createResultRelay.js'

const log = createLogger({ name: 'test', level: 'silent' })
const START = 1_700_000_000_000
const entry = {
  ...{ version: 1, offerId: '8a0c6ad4-0d9e-4d7b-9c51-3f6f3f4f1b11', nodeId: '0x01', taskId: '0x02', attempt: 1 },
  ...{ phase: 'HANDED_IN', runs: 1, process: null, updatedAt: new Date(START).toISOString() },
  result: {
    ...{ manifestCid: 'b', manifestSha256: 'ab'.repeat(32), usage: '7', exitCode: 0, outputs: [], signature: '0x0a' },
  },
} as const satisfies JournalEntry

let running = new AbortController()
beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  running.abort()
  jest.useRealTimers()
})

/** An agent that has just handed in a result which is due in so many seconds. */
function agent(dueInSeconds: number, change: Partial<ResultRelayDeps['provider']> = {}) {
  let now = START
  const chain: { state: 'ASSIGNED' | 'SUBMITTED'; attempt: number } = { state: 'ASSIGNED', attempt: 1 }
  const sent: unknown[] = []
  const removed: string[] = []
  const assignment = { attempt: 1, dueAt: START / 1_000 + dueInSeconds } as Assignment
  running = new AbortController()
  const relay = createResultRelay({
    provider: {
      task: async () => ({ ...chain }),
      assignment: async () => assignment,
      now: () => now,
      relayResult: async (...args) => {
        sent.push(args)
        chain.state = 'SUBMITTED'
        return '0x03'
      },
      ...change,
    },
    journal: { list: async () => [entry, { ...entry, phase: 'RUNNING' }], remove: async (id) => void removed.push(id) },
    log,
    signal: running.signal,
    lookMs: 1,
  })
  const passes = async (milliseconds: number) => {
    now += milliseconds
    // Thirty looks.
    await jest.advanceTimersByTimeAsync(30)
  }
  return { relay, chain, sent, removed, assignment, passes }
}

describe('a result that the platform has', () => {
  test('is left to the platform for a minute, then taken to the chain once', async () => {
    const { relay, sent, removed, assignment, passes } = agent(600)
    relay.watch(entry, assignment)
    await passes(RELAY_AFTER_MS - 1)
    expect([sent, removed]).toEqual([[], []])
    await passes(1)
    await passes(RELAY_AFTER_MS)
    const bill = { usage: 7n, manifestSha256: entry.result.manifestSha256, signature: '0x0a' }
    expect(sent).toEqual([['0x02', assignment, bill]])
    expect(removed).toEqual([entry.offerId])
  })

  test('is taken there while half of the time is left, when there is less', async () => {
    const { relay, sent, passes } = agent(20)
    relay.watch(entry, null)
    await passes(9_999)
    expect(sent).toEqual([])
    await passes(1)
    expect(sent).toHaveLength(1)
  })

  test.each([
    ['is there already', 1],
    ['belongs to an attempt that is over', 2],
  ])('is not sent when it %s', async (_, attempt) => {
    const { relay, chain, sent, removed, passes } = agent(600)
    relay.watch(entry, null)
    await passes(10)
    Object.assign(chain, attempt === 1 ? { state: 'SUBMITTED' } : { attempt })
    await passes(RELAY_AFTER_MS)
    expect([sent, removed]).toEqual([[], [entry.offerId]])
  })

  test('may be sent by both: the second call reverts, and nothing follows', async () => {
    let calls = 0
    const { relay, chain, removed, passes } = agent(600, {
      relayResult: async () => {
        calls++
        chain.state = 'SUBMITTED'
        throw new NotRetryableError('REVERTED', 'TaskMarketplace_WrongState')
      },
    })
    relay.watch(entry, null)
    await passes(RELAY_AFTER_MS)
    await passes(RELAY_AFTER_MS)
    expect([calls, removed]).toEqual([1, [entry.offerId]])
  })

  test('is tried again while the chain does not answer, and not after its deadline', async () => {
    let calls = 0
    const { relay, removed, passes } = agent(600, {
      relayResult: async () => {
        calls++
        throw new RetryableError('CHAIN_UNREACHABLE', 'no answer')
      },
    })
    relay.watch(entry, null)
    await passes(RELAY_AFTER_MS)
    expect(calls).toBeGreaterThan(1)
    expect(removed).toEqual([])
    await passes(600_000)
    const before = calls
    await passes(1_000)
    expect([calls - before, removed]).toEqual([0, [entry.offerId]])
  })

  test('is taken up again by an agent that was restarted, without what still runs', async () => {
    const { relay, sent, passes } = agent(20)
    await relay.resume()
    await passes(10_000)
    expect(sent).toHaveLength(1)
  })
})
