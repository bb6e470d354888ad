import { expect, test } from '@jest/globals'
import type { Client as SocketClient } from 'graphql-ws'
import { ApiError, NetworkError } from './errors.js'
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

const follow = (ends: readonly unknown[]) =>
  followSubscription<number>({
    connection: connection(ends),
    wsUrl: 'ws://api',
    query: 'subscription { n }',
    variables: {},
    backoff: { attempts: 1, baseMs: 1, maxMs: 2 },
    signal: new AbortController().signal,
    renew: async () => false,
  })

test('a subscription outlives an API that fails for a moment, and a token that can not be renewed just now', async () => {
  const events = follow([refusal('INTERNAL_SERVER_ERROR'), new NetworkError('http://api', 'it restarts'), { data: 7 }])
  expect(await events.next()).toEqual({ done: false, value: 7 })
})

test('it ends when it is refused', async () => {
  await expect(follow([refusal('FORBIDDEN')]).next()).rejects.toBeInstanceOf(ApiError)
})
