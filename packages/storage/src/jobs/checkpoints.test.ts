import { describe, expect, it } from '@jest/globals'
import {
  Attempt,
  checkpointFor,
  deleteKeys,
  deleteRunFiles,
  filesHeldFor,
  inTransaction,
  latestCheckpoint,
  type NewCheckpoint,
  recordCheckpoint,
  type Storage,
} from '../index.js'
import { makeJob, makeNode, makeOffer } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'

let storage: Storage

withStorage(
  (opened) => {
    storage = opened
  },
  { poolSize: 6 },
)

const START = Date.parse('2026-11-30T00:00:00Z')
const version = (sequence: number, name = `v${sequence}`, second = sequence * 60): NewCheckpoint => ({
  ...{ sequence, cid: `bafkrei-${name}`, sha256: 'aa'.repeat(32), size: 100, mac: 'bb'.repeat(32) },
  at: new Date(START + second * 1_000),
})

/** An attempt that runs, as the first or a later one of a job. */
async function running(jobId?: string, number = 1) {
  const em = storage.fork()
  const node = await makeNode(em)
  const job = jobId ? { id: jobId, token: '' } : await makeJob(em, { state: 'QUEUED' })
  const made = await makeOffer(storage, await makeJobQueued(job.id), node)
  if (!made) throw new Error('expected an offer')
  await storage.fork().nativeUpdate(Attempt, { id: made.id }, { state: 'EXECUTING', number })
  return { id: made.id, jobId: job.id, provider: node.provider }
}

async function makeJobQueued(id: string) {
  const em = storage.fork()
  await em.execute(`update job set state = 'QUEUED' where id = ?`, [id], 'run')
  const [job] = await em.execute<{ id: string; token: string }[]>('select id, token from job where id = ?', [id])
  if (!job) throw new Error('expected a job')
  return job
}

const ends = (id: string, state: 'TIMED_OUT' | 'RELEASED', deliveredAt: Date | null = null) =>
  storage.fork().nativeUpdate(Attempt, { id }, { state, deliveredAt, endedAt: new Date() })

const report = (attempt: { id: string; jobId: string }, one: NewCheckpoint) =>
  inTransaction(storage, (em) => recordCheckpoint(em, attempt, one, 30_000))

describe('the checkpoint of a job', () => {
  it('is the newest one that its attempt reported; what comes late or twice changes nothing', async () => {
    const attempt = await running()
    expect(await report(attempt, version(1))).toEqual({ outcome: 'STORED', storedSequence: 1, replaced: null })
    const replaced = { provider: attempt.provider, cid: 'bafkrei-v1' }
    expect(await report(attempt, version(2))).toEqual({ outcome: 'STORED', storedSequence: 2, replaced })
    expect(await report(attempt, version(2, 'again'))).toEqual({ outcome: 'KNOWN', storedSequence: 2 })
    expect(await report(attempt, version(1))).toEqual({ outcome: 'KNOWN', storedSequence: 2 })
    expect(await report(attempt, version(3, 'v3', 149))).toEqual({ outcome: 'TOO_SOON', storedSequence: 2 })
    expect(await latestCheckpoint(storage.fork(), attempt.jobId)).toMatchObject({ sequence: 2, cid: 'bafkrei-v2' })
  })

  it('is one of two that are reported at the same moment', async () => {
    const attempt = await running()
    const both = await Promise.all([report(attempt, version(1, 'a')), report(attempt, version(1, 'b'))])
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['KNOWN', 'STORED'])
  })

  it('is left to the next attempt, whose first version replaces it, and not taken of one that has ended', async () => {
    const first = await running()
    await report(first, version(9))
    await ends(first.id, 'TIMED_OUT')
    const second = await running(first.jobId, 2)
    expect(await checkpointFor(storage.fork(), first.jobId, second.id)).toMatchObject({ attempt: 1, sequence: 9 })
    expect(await report(first, version(10))).toEqual({ outcome: 'CLOSED', state: 'TIMED_OUT' })
    expect(await report(second, version(1))).toMatchObject({ outcome: 'STORED', replaced: { cid: 'bafkrei-v9' } })
    expect(await report(first, version(11))).toMatchObject({ outcome: 'CLOSED' })
    expect(await latestCheckpoint(storage.fork(), first.jobId)).toMatchObject({ attempt: 2, sequence: 1 })
  })

  it('is not used once its attempt has handed a result in that was turned down', async () => {
    const first = await running()
    await report(first, version(1))
    await ends(first.id, 'TIMED_OUT', new Date())
    const second = await running(first.jobId, 2)
    expect(await checkpointFor(storage.fork(), first.jobId, second.id)).toBeNull()
    await report(second, version(1))
    expect(await checkpointFor(storage.fork(), first.jobId, second.id)).toMatchObject({ attempt: 2 })
  })

  it('holds its file for its provider against the deletion of another job’s', async () => {
    const attempt = await running()
    await report(attempt, version(1, 'shared'))
    const other = await makeJob(storage.fork())
    const held = (holder: string) => filesHeldFor(storage.fork(), holder, other.id, ['bafkrei-shared'])
    expect([...(await held(attempt.provider))]).toEqual(['bafkrei-shared'])
    expect([...(await held(other.buyer))]).toEqual([])
  })

  it('goes with the keys of the job’s files', async () => {
    const attempt = await running()
    await report(attempt, version(1))
    await deleteKeys(storage.fork(), attempt.jobId)
    await deleteRunFiles(storage.fork(), attempt.jobId)
    expect(await latestCheckpoint(storage.fork(), attempt.jobId)).toBeNull()
  })
})
