import { expect, test } from '@jest/globals'
import type { Client as SocketClient } from 'graphql-ws/client'
import { ApiError, ApiUnavailableError, NetworkError } from './errors.js'
import { followSubscription } from './followSubscription.js'

const refusal = (code: string) => [{ message: 'no', extensions: { code } }]

/** A connection whose subscriptions end one after another as a test says. */
function connection(ends: readonly (unknown | { data: unknown })[]) {
  const rest = [...ends]
  return () =>
    ({
      async *iterate() {
        const next = rest.shift()
        if (typeof next !== 'object' || next === null || !('data' in next)) throw next
        yield next
      },
    }) as unknown as SocketClient
}

const follow = (ends: readonly unknown[], told: unknown[] = []) =>
  followSubscription<number>({
    connection: connection(ends),
    wsUrl: 'ws://api',
    query: 'subscription { n }',
    variables: {},
    backoff: { attempts: 1, baseMs: 1, maxMs: 2 },
    outages: { failed: (error) => told.push(error), answered: () => told.push('answered') },
    signal: new AbortController().signal,
    renew: async () => false,
  })

test('a subscription outlives an API that fails for a moment, and a token that can not be renewed just now', async () => {
  const told: unknown[] = []
  const restarts = new NetworkError('http://api', 'it restarts')
  const events = follow([refusal('INTERNAL_SERVER_ERROR'), restarts, { code: 1006 }, { data: 7 }], told)
  expect(await events.next()).toEqual({ done: false, value: 7 })
  expect(told).toEqual([expect.any(ApiUnavailableError), restarts, { code: 1006 }, 'answered'])
})

test('it ends when it is refused', async () => {
  await expect(follow([refusal('FORBIDDEN')]).next()).rejects.toBeInstanceOf(ApiError)
})
