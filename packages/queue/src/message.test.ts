import { randomUUID } from 'node:crypto'
import { NotRetryableError } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import { message, parsePayload, queues } from './index.js'

const jobId = randomUUID()
const idOf = (...args: Parameters<typeof message<typeof queues.advance>>) => message(...args).id

describe('message', () => {
  it('has the same id for the same effect and another for the next', () => {
    const approved = { jobId, cause: 'APPROVED' } as const
    expect(idOf(queues.advance, approved)).toBe(idOf(queues.advance, approved))
    expect(idOf(queues.advance, approved, { distinguish: ['2'] })).not.toBe(idOf(queues.advance, approved))
    expect(message(queues.match, { jobId }).id).not.toBe(idOf(queues.advance, approved))
  })

  it('tells causes of one job apart', () => {
    const ids = queues.advance.payload.shape.cause.options.map((cause) => idOf(queues.advance, { jobId, cause }))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('refuses a payload that the queue does not take', () => {
    expect(() => message(queues.match, { jobId: 'no uuid' })).toThrow(NotRetryableError)
    expect(() => parsePayload(queues.verify, { offerId: randomUUID(), more: 1 })).toThrow('not a payload of queue')
    expect(() => parsePayload(queues.advance, { jobId, cause: 'BECAUSE' })).toThrow(NotRetryableError)
  })
})
