import { describe, expect, it } from '@jest/globals'
import { defineQueue } from './defineQueue.js'
import { findQueue, queues, regularQueues } from './queues.js'

describe('the catalogue', () => {
  it('has one definition for each name', () => {
    const all = Object.values(queues)
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    for (const queue of all) expect(findQueue(queue.name)).toBe(queue)
    expect(findQueue('nonsense')).toBeUndefined()
  })

  it('lists the queues with an interval as regular', () => {
    expect(regularQueues).toContain(queues.deadlineSweep)
    expect(regularQueues.every(({ everyMs }) => everyMs > 0)).toBe(true)
    expect(regularQueues).not.toContain(queues.match)
  })
})

describe('defineQueue', () => {
  it('runs a regular job alone and once: the next one is its next try', () => {
    const queue = defineQueue({ name: 'regular', description: 'd', everyMs: 5 })
    expect(queue).toMatchObject({ everyMs: 5, tries: 1, concurrency: 1 })
    expect(queue.payload.safeParse({ more: 1 }).success).toBe(false)
  })

  it('tries other jobs again, and takes other numbers', () => {
    const payload = queues.match.payload
    expect(defineQueue({ name: 'q', description: 'd', payload })).toMatchObject({ everyMs: null, tries: 10 })
    expect(defineQueue({ name: 'q', description: 'd', payload, tries: 2, concurrency: 3 })).toMatchObject({
      tries: 2,
      concurrency: 3,
    })
  })
})
