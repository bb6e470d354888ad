import type { EventListener, Storage } from '@aiigo/storage'
import { expect, test } from '@jest/globals'
import { followPages, followTopics, mapIterator } from './followTopics.js'

/** Counts who listens. */
function makeListener() {
  const listening = new Set<object>()
  const listener: EventListener = {
    on() {
      const own = {}
      listening.add(own)
      return () => void listening.delete(own)
    },
    close: async () => undefined,
  }
  return { listening, listener }
}

const storageThat = (execute: () => Promise<unknown[]>) => ({ fork: () => ({ execute }) }) as unknown as Storage
const cursors = new Map([['nodes' as const, 0]])

test('a read that fails ends the listening as well', async () => {
  const { listening, listener } = makeListener()
  const storage = storageThat(() => Promise.reject(new Error('the database is away')))
  const events = followTopics({ storage, listener }, cursors)
  expect(listening.size).toBe(1)
  await expect(events.next()).rejects.toThrow('away')
  expect(listening.size).toBe(0)
})

test('so does an event that can not be mapped', async () => {
  const { listening, listener } = makeListener()
  const storage = storageThat(async () => [{ place: 0, seq: '1', data: {}, at: new Date() }])
  const events = mapIterator(followTopics({ storage, listener }, cursors), () => Promise.reject(new Error('no job')))
  await expect(events.next()).rejects.toThrow('no job')
  expect(listening.size).toBe(0)
})

test('each look after a wake-up is paid for, and one that is not waits; ending ends the wait', async () => {
  let wake: () => void = () => undefined
  const listener: EventListener = {
    on(_topic, heard) {
      wake = heard
      return () => undefined
    },
    close: async () => undefined,
  }
  let looks = 0
  let paid = 0
  const read = async () => {
    looks++
    return { items: [], isLast: true }
  }
  const pay = async () => (++paid > 2 ? 60_000 : 0)
  const events = followPages({ listener }, cursors, read, pay)
  const next = events.next()
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  for (let i = 0; i < 5; i++) {
    await turn()
    wake()
  }
  await turn()
  // The first look is the subscription's own.
  expect([looks, paid]).toEqual([3, 3])
  await events.return?.()
  expect(await next).toEqual({ done: true, value: undefined })
})
