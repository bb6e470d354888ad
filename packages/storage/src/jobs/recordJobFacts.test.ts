import { expect, it } from '@jest/globals'
import type { Storage } from '../db/createStorage.js'
import { inTransaction } from '../db/inTransaction.js'
import { readEvents } from '../events/readEvents.js'
import { makeJob } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'
import { Job } from './Job.js'
import {
  announceJobReason,
  recordFinality,
  recordJobReason,
  recordNoNodeFits,
  recordResultReason,
  recordTaskFacts,
} from './recordJobFacts.js'

let storage: Storage
withStorage((opened) => {
  storage = opened
})

const stored = (id: string) => storage.fork().findOneOrFail(Job, { id })

it('records facts of the task and leaves the rest', async () => {
  const { id } = await makeJob(storage.fork(), { state: 'EXECUTING' })
  const dueAt = new Date('2030-01-01T00:00:00Z')
  expect(await recordTaskFacts(storage.fork(), id, { dueAt, refunded: true })).toMatchObject({
    ...{ id, state: 'EXECUTING', dueAt, refunded: true, settleAfter: null },
  })
  expect(await recordTaskFacts(storage.fork(), id, { refunded: false })).toMatchObject({ dueAt, refunded: false })
})

it('announces a reason in the words that are given, or silently records it', async () => {
  const { id, reason: none } = await makeJob(storage.fork(), { state: 'EXECUTING' })
  expect(none).toBeFalsy()
  await recordJobReason(storage.fork(), id, { reasonCode: 'A', reason: 'first' })
  const topic = `job:${id}` as const
  expect(await readEvents(storage.fork(), topic, 0)).toEqual([])
  await inTransaction(storage, (em) => announceJobReason(em, id, { reasonCode: 'B', reason: 'second' }))
  await inTransaction(storage, (em) => announceJobReason(em, id, { reasonCode: null, reason: null }, 'over'))
  const events = await readEvents(storage.fork(), topic, 0)
  expect(events.map(({ data }) => (data as { reason: string }).reason)).toEqual(['second', 'over'])
  expect(await stored(id)).toMatchObject({ reasonCode: null, reason: null })
})

it('records reasons of a search and of a result only while they matter', async () => {
  const [queued, working, paid] = await Promise.all(
    (['QUEUED', 'VERIFYING', 'PAID'] as const).map((state) => makeJob(storage.fork(), { state })),
  )
  for (const job of [queued, working, paid]) {
    if (!job) throw new Error('expected three jobs')
    await recordNoNodeFits(storage.fork(), job.id, 'too few')
    await recordResultReason(storage.fork(), job.id, { reasonCode: 'RESULT_REFUSED', reason: 'refused' })
  }
  const codes = await Promise.all([queued, working, paid].map(async (job) => (await stored(job?.id ?? '')).reasonCode))
  expect(codes).toEqual(['NO_NODE_FITS', 'RESULT_REFUSED', null])
})

it('calls an end final after the confirmations, counted from the lowest head that showed it', async () => {
  const { id } = await makeJob(storage.fork(), { state: 'PAID' })
  const heads: [head: number, endedBlock: number, final: boolean][] = [
    [100, 100, false],
    [99, 99, false],
    [110, 99, false],
    [111, 99, true],
  ]
  for (const [head, endedBlock, final] of heads) {
    await recordFinality(storage.fork(), await stored(id), head, 12)
    expect(await stored(id)).toMatchObject({ endedBlock, final })
  }
})
