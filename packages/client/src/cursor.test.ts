import { expect, test } from '@jest/globals'
import { advance } from './cursor.js'

test('a stream with one cursor goes on after the last event', () => {
  const query = 'subscription ($jobId: ID!, $afterSeq: Int) { jobLogs(jobId: $jobId, afterSeq: $afterSeq) { seq } }'
  expect(advance(query, { jobId: 'j' }, { jobLogs: { seq: 7 } })).toEqual({ jobId: 'j', afterSeq: 7 })
  expect(advance(query, { jobId: 'j' }, { jobLogs: [{ seq: 7 }, { seq: 8 }] })).toEqual({ jobId: 'j', afterSeq: 8 })
  expect(advance(query, { jobId: 'j', afterSeq: 3 }, { jobLogs: [] })).toEqual({ jobId: 'j', afterSeq: 3 })
})

test('a stream over nodes keeps a cursor for each', () => {
  const query = 'subscription ($nodeIds: [Bytes!]!, $afterSeq: [OfferCursor!]) { offers { seq nodeId } }'
  const first = advance(query, { nodeIds: ['0x01', '0x02'] }, { offers: { seq: 3, nodeId: '0x01' } })
  const second = advance(query, first, { offers: { seq: 9, nodeId: '0x02' } })
  const third = advance(query, second, { offers: { seq: 4, nodeId: '0x01' } })
  expect(third.afterSeq).toEqual([
    { nodeId: '0x02', seq: 9 },
    { nodeId: '0x01', seq: 4 },
  ])
})

test('a stream without a cursor starts again as it was', () => {
  const variables = { x: 1 }
  expect(advance('subscription { nodeAvailability { seq } }', variables, { nodeAvailability: { seq: 1 } })).toBe(
    variables,
  )
})
