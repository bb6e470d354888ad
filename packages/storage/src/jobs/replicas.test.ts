import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { inTransaction, type Job, JobNeed, needStandings, Outbox, type Storage, tellWaiting } from '../index.js'
import { makeJob, makeJobSpec } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'

let storage: Storage
withStorage((opened) => {
  storage = opened
})

const em = () => storage.fork()
const RESULT = {
  ...{ manifestCid: 'm', manifestSha256: 'a'.repeat(64), usage: 1n, cost: 1n, exitCode: 0, signature: '0x' },
  outputs: [],
}
let replicaSet: string

beforeEach(() => {
  replicaSet = randomUUID()
})

/** A replica whose result is on chain, which a job needs, and another one in a state. */
async function neededReplica(other: Job['state'], settleAfter: Date | null = null) {
  const delivered = { state: 'VERIFYING', settleAfter: new Date(), result: RESULT, needed: true, replicaSet } as const
  const need = await makeJob(em(), delivered as never)
  const sibling = await makeJob(em(), { state: other, settleAfter, replicaSet })
  const spec = makeJobSpec({ needs: [`0x${'b'.repeat(64)}`] as never })
  const dependent = await makeJob(em(), { spec })
  await em().insert(JobNeed, { jobId: dependent.id, needId: need.id })
  return { need, sibling, dependent }
}

describe('a job that needs a replica', () => {
  it.each<[Job['state'], Date | null, string]>([
    ['SUBMITTED', null, 'OPEN'],
    ['QUEUED', null, 'OPEN'],
    ['EXECUTING', null, 'OPEN'],
    // The node has handed it in, and the chain does not have it.
    ['VERIFYING', null, 'OPEN'],
    ['VERIFYING', new Date(), 'MET'],
    ['DISPUTED', new Date(), 'MET'],
    ['FAILED', null, 'MET'],
    ['TIMED_OUT', null, 'MET'],
  ])('beside one in %s (window %s) finds its need %s: no other node learns a result before', async (...row) => {
    const [state, settleAfter, kind] = row
    const { dependent } = await neededReplica(state, settleAfter)
    expect((await needStandings(em(), [dependent])).get(dependent.id)?.kind).toBe(kind)
  })

  it('hears of the end of each other one', async () => {
    const { need, sibling } = await neededReplica('QUEUED')
    await inTransaction(storage, (forked) => tellWaiting(forked, sibling, 'needs'))
    const messages = await em().find(Outbox, { queue: 'needs' })
    expect(messages.map(({ payload }) => payload)).toContainEqual({ jobId: need.id })
    expect(messages.map(({ payload }) => payload)).not.toContainEqual({ jobId: sibling.id })
  })
})
