import { describe, expect, it } from '@jest/globals'
import {
  type ArtifactBounds,
  Attempt,
  artifactsOf,
  deleteKeys,
  deleteRunFiles,
  filesHeldFor,
  inTransaction,
  Job,
  type NewArtifact,
  pruneEndedJobs,
  readProgress,
  recordArtifacts,
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
const BOUNDS: ArtifactBounds = { files: 3, bytes: 1_000 }
const version = (name: string, second = 1, storedSize = 100): NewArtifact => ({
  ...{ name, cid: `bafkrei-${name}-${second}`, sha256: 'aa'.repeat(32), storedSize, size: storedSize - 16, mac: null },
  ...{ takenAt: new Date(START + second * 1_000), storedAt: new Date(START + second * 1_100) },
})

const NO_PROGRESS = { seq: 0, phase: null, percent: null, usage: null, note: null, at: '' }

/** An attempt that runs, as the first or a later one of a job. */
async function running(jobId?: string, number = 1) {
  const em = storage.fork()
  const node = await makeNode(em)
  const id = jobId ?? (await makeJob(em, { state: 'QUEUED' })).id
  await storage.fork().nativeUpdate(Job, { id }, { state: 'QUEUED' })
  const made = await makeOffer(storage, await storage.fork().findOneOrFail(Job, { id }), node)
  if (!made) throw new Error('expected an offer')
  await storage.fork().nativeUpdate(Attempt, { id: made.id }, { state: 'EXECUTING', number, progress: NO_PROGRESS })
  return { id: made.id, jobId: id, provider: node.provider }
}

const ends = (id: string) => storage.fork().nativeUpdate(Attempt, { id }, { state: 'TIMED_OUT', endedAt: new Date() })

const report = (attempt: { id: string; jobId: string }, ...versions: NewArtifact[]) =>
  inTransaction(storage, (em) => recordArtifacts(em, attempt, versions, BOUNDS))

const kept = async (jobId: string) =>
  (await artifactsOf(storage.fork(), jobId)).map(({ name, attempt, cid }) => [name, attempt, cid])

/** The news of those who follow the job. */
const told = async (jobId: string) =>
  (await readProgress(storage.fork(), jobId, 0)).map(({ seq, artifactsAt }) => [seq, artifactsAt])

describe('the artifacts of a job', () => {
  it('are the newest of each name; what comes late or twice changes nothing, and is not announced', async () => {
    const attempt = await running()
    const { jobId, provider } = attempt
    expect(await report(attempt, version('b', 2), version('a', 1))).toEqual({ outcome: 'STORED', replaced: [] })
    const replaced = [{ provider, cid: 'bafkrei-a-1' }]
    expect(await report(attempt, version('a', 3), version('b', 1))).toEqual({ outcome: 'STORED', replaced })
    for (const late of [version('a', 3), version('a', 2)])
      expect(await report(attempt, late)).toEqual({ outcome: 'STORED', replaced: [] })
    expect(await kept(jobId)).toEqual([
      ['a', 1, 'bafkrei-a-3'],
      ['b', 1, 'bafkrei-b-2'],
    ])
    expect(await told(jobId)).toEqual([[2, new Date(START + 3_300).toISOString()]])
  })

  it('are no folder and file of one name: the first of an attempt stays, those of an earlier one give way', async () => {
    const attempt = await running()
    await report(attempt, version('log'), version('out/a'))
    await report(attempt, version('log/x', 2), version('out', 2), version('b', 2))
    expect((await kept(attempt.jobId)).map(([name]) => name)).toEqual(['b', 'log', 'out/a'])
    await storage
      .fork()
      .execute('update artifact set attempt_id = (select id from attempt where job_id <> ? limit 1)', [attempt.jobId])
    await report(attempt, version('log/x', 3), version('out', 3))
    expect((await kept(attempt.jobId)).map(([name]) => name)).toEqual(['b', 'log/x', 'out'])
  })

  it('have the bounds of an attempt', async () => {
    const attempt = await running()
    await report(attempt, version('a'), version('b'), version('c'))
    expect(await report(attempt, version('d'))).toEqual({ outcome: 'FULL' })
    expect(await report(attempt, version('a', 2, 801))).toEqual({ outcome: 'FULL' })
    expect(await report(attempt, version('a', 2, 800))).toMatchObject({ outcome: 'STORED' })
  })

  it('stay when their attempt has failed, until a later one writes them or has no room', async () => {
    const first = await running()
    const { jobId } = first
    await report(first, version('a', 1), version('b', 2), version('c', 3))
    await ends(first.id)
    expect(await report(first, version('a', 9))).toEqual({ outcome: 'CLOSED', state: 'TIMED_OUT' })
    expect(await kept(jobId)).toHaveLength(3)
    const second = await running(jobId, 2)
    // Its node's clock may be behind the other one's.
    expect(await report(second, version('c', 0), version('d', 0))).toEqual({
      outcome: 'STORED',
      replaced: ['c-3', 'a-1'].map((name) => ({ provider: first.provider, cid: `bafkrei-${name}` })),
    })
    expect(await kept(jobId)).toEqual([
      ['b', 1, 'bafkrei-b-2'],
      ['c', 2, 'bafkrei-c-0'],
      ['d', 2, 'bafkrei-d-0'],
    ])
  })

  it('hold their files for their provider against the deletion of another job’s', async () => {
    const attempt = await running()
    await report(attempt, version('shared'))
    const other = await makeJob(storage.fork())
    const held = (holder: string, job: string) => filesHeldFor(storage.fork(), holder, job, ['bafkrei-shared-1'])
    expect([...(await held(attempt.provider, other.id))]).toEqual(['bafkrei-shared-1'])
    expect([...(await held(attempt.provider, attempt.jobId)), ...(await held(other.buyer, other.id))]).toEqual([])
  })

  it('go with the keys of the job’s files', async () => {
    const [deleted, pruned] = [await running(), await running()]
    for (const attempt of [deleted, pruned]) await report(attempt, version('a'))
    await deleteKeys(storage.fork(), deleted.jobId)
    await deleteRunFiles(storage.fork(), deleted.jobId)
    await storage.fork().nativeUpdate(Job, { id: pruned.jobId }, { state: 'FAILED', endedAt: new Date(START) })
    await pruneEndedJobs(storage.fork(), new Date(START + 1))
    expect([await kept(deleted.jobId), await kept(pruned.jobId)]).toEqual([[], []])
  })
})
