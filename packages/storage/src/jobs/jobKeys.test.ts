import { filesOf, type JobState } from '@aiigo/domain'
import { expect, it } from '@jest/globals'
import type { Storage } from '../db/createStorage.js'
import { inTransaction } from '../db/inTransaction.js'
import { makeJob, makeNode, makeOffer, until } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'
import { Job } from './Job.js'
import { JobLog } from './JobLog.js'
import { filesHeldFor } from './jobFiles.js'
import { deleteKeys, findJobKey, pruneEndedJobs, storeJobKey } from './jobKeys.js'
import { appendLogParts, readLogLines } from './jobLogs.js'
import { moveJob } from './moveJob.js'

let storage: Storage
withStorage((opened) => {
  storage = opened
})

const OTHER = '11111111-2222-4333-8444-555555555555'

/** A job with a key and a log of some chunks. */
async function makeKept(state: 'PAID' | 'EXECUTING', chunks = 1): Promise<string> {
  const job = await makeJob(storage.fork(), { state: 'QUEUED' })
  await storeJobKey(storage.fork(), job.id, 'sealed')
  const node = await makeNode(storage.fork(), { asks: { [job.token]: '7' } })
  const attempt = await makeOffer(storage, job, node)
  if (!attempt) throw new Error('expected an offer')
  const parts = [{ stream: 'STDOUT', at: new Date().toISOString(), text: 'a line\n' }] as const
  for (let i = 0; i < chunks; i++) await inTransaction(storage, (em) => appendLogParts(em, attempt, parts))
  await storage.fork().nativeUpdate(Job, { id: job.id }, { state })
  return job.id
}
const prune = (ms: number) => pruneEndedJobs(storage.fork(), new Date(Date.now() + ms))
const linesOf = async (id: string) => (await readLogLines(storage.fork(), id, 0, 10)).length
const chunksOf = (jobId: string) => storage.fork().count(JobLog, { jobId })

it('deletes keys and logs of jobs that ended before a moment, once, and no others', async () => {
  const [ended, early, open] = [await makeKept('PAID'), await makeKept('PAID'), await makeKept('EXECUTING')]
  await deleteKeys(storage.fork(), early)
  expect(await prune(-60_000)).toBe(0)
  expect([await prune(60_000), await prune(60_000)]).toEqual([1, 0])
  expect(await Promise.all([ended, early, open].map(linesOf))).toEqual([0, 0, 1])
  expect(await Promise.all([ended, early, open].map(chunksOf))).toEqual([0, 0, 1])
  const left = [ended, early, open].map((id) => findJobKey(storage.fork(), id))
  expect(await Promise.all(left)).toEqual([null, null, 'sealed'])
})

it('deletes logs in slices: what was deleted stays so where a later slice has to wait', async () => {
  const long = await makeKept('PAID', 250)
  const pruning = await inTransaction(storage, async (em) => {
    await em.execute('select 1 from job_log where job_id = ? order by last_seq desc limit 1 for update', [long])
    const running = prune(60_000)
    await until(async () => (await chunksOf(long)) === 50)
    // The keys are gone, and nobody reads the log.
    expect([await findJobKey(storage.fork(), long), await linesOf(long)]).toEqual([null, 0])
    return { running }
  })
  await pruning.running
  expect(await chunksOf(long)).toBe(0)
})

it('deletes what an interrupted deletion left', async () => {
  const id = await makeKept('PAID', 2)
  await deleteKeys(storage.fork(), id)
  expect([await linesOf(id), await chunksOf(id)]).toEqual([0, 2])
  await prune(-60_000)
  expect(await chunksOf(id)).toBe(0)
})

it('finds the files that other jobs of their buyer need, by index', async () => {
  const job = await makeJob(storage.fork())
  const cid = filesOf(job.spec)[0]?.file.cid ?? ''
  const held = (holder: string, except: string, cids = [cid, 'another']) =>
    filesHeldFor(storage.fork(), holder, except, cids)
  expect(await held(job.buyer, OTHER)).toEqual(new Set([cid]))
  expect(await held(job.buyer, job.id)).toEqual(new Set())
  expect(await held(`0x${'1'.repeat(40)}`, OTHER)).toEqual(new Set())
  expect(await held(job.buyer, OTHER, [])).toEqual(new Set())
})

it('finds the files of the last result alone, and rewrites nothing where a job moves on', async () => {
  const job = await makeJob(storage.fork(), { state: 'QUEUED' })
  const node = await makeNode(storage.fork(), { asks: { [job.token]: '7' } })
  const attempt = await makeOffer(storage, job, node)
  const held = (cids: string[]) => filesHeldFor(storage.fork(), attempt?.provider ?? '', OTHER, cids)
  const result = (manifestCid: string) => ({
    ...{ manifestCid, manifestSha256: 'a'.repeat(64), usage: 1n, exitCode: 0, cost: 1n },
    outputs: [{ name: 'out.txt', cid: `${manifestCid}-out`, sha256: 'b'.repeat(64), size: 1 }],
  })
  const move = (from: JobState, to: JobState, set: object = {}) =>
    inTransaction(storage, (em) => moveJob(em, { id: job.id, state: from }, to, { set }))
  const known = ['first', 'first-out', 'second', 'second-out']
  await storage.fork().nativeUpdate(Job, { id: job.id }, { state: 'EXECUTING' })
  await move('EXECUTING', 'VERIFYING', { result: result('first') })
  expect(await held(known)).toEqual(new Set(['first', 'first-out']))
  await move('VERIFYING', 'QUEUED', { result: null })
  expect(await held(known)).toEqual(new Set())
  await storage.fork().nativeUpdate(Job, { id: job.id }, { state: 'EXECUTING' })
  await move('EXECUTING', 'VERIFYING', { result: result('second') })
  await move('VERIFYING', 'DISPUTED')
  expect(await held(known)).toEqual(new Set(['second', 'second-out']))
  const indexes = await storage
    .fork()
    .execute<{ definition: string }[]>(`select indexdef as definition from pg_indexes where tablename = 'job'`)
  expect(indexes.filter(({ definition }) => /using gin/i.test(definition))).toEqual([])
})
