import { expect, it } from '@jest/globals'
import type { Storage } from '../db/createStorage.js'
import { inTransaction } from '../db/inTransaction.js'
import { makeJob, makeNode, makeOffer } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'
import { Job } from './Job.js'
import { filesHeldFor } from './jobFiles.js'
import { deleteKeysAndLog, findJobKey, pruneEndedJobs, storeJobKey } from './jobKeys.js'
import { appendLogParts, readLogLines } from './jobLogs.js'

let storage: Storage
withStorage((opened) => {
  storage = opened
})

const OTHER = '11111111-2222-4333-8444-555555555555'

it('deletes keys and logs of jobs that ended before a moment, once, and no others', async () => {
  const make = async (state: 'PAID' | 'EXECUTING') => {
    const job = await makeJob(storage.fork(), { state: 'QUEUED' })
    await storeJobKey(storage.fork(), job.id, 'sealed')
    const node = await makeNode(storage.fork(), { asks: { [job.token]: '7' } })
    const attempt = await makeOffer(storage, job, node)
    if (!attempt) throw new Error('expected an offer')
    const parts = [{ stream: 'STDOUT', at: new Date().toISOString(), text: 'a line\n' }] as const
    await inTransaction(storage, (em) => appendLogParts(em, attempt, parts))
    await storage.fork().nativeUpdate(Job, { id: job.id }, { state })
    return job.id
  }
  const lines = async (id: string) => (await readLogLines(storage.fork(), id, 0, 10)).length
  const [ended, early, open] = [await make('PAID'), await make('PAID'), await make('EXECUTING')]
  await deleteKeysAndLog(storage.fork(), early)
  const prune = (ms: number) => pruneEndedJobs(storage.fork(), new Date(Date.now() + ms))
  expect(await prune(-60_000)).toBe(0)
  expect([await prune(60_000), await prune(60_000)]).toEqual([1, 0])
  expect(await Promise.all([ended, early, open].map(lines))).toEqual([0, 0, 1])
  const left = [ended, early, open].map((id) => findJobKey(storage.fork(), id))
  expect(await Promise.all(left)).toEqual([null, null, 'sealed'])
})

it('finds the files that other jobs of their buyer need, by index', async () => {
  const job = await makeJob(storage.fork())
  const { cid } = job.spec.program
  const held = (holder: string, except: string, cids = [cid, 'another']) =>
    filesHeldFor(storage.fork(), holder, except, cids)
  expect(await held(job.buyer, OTHER)).toEqual(new Set([cid]))
  expect(await held(job.buyer, job.id)).toEqual(new Set())
  expect(await held(`0x${'1'.repeat(40)}`, OTHER)).toEqual(new Set())
  expect(await held(job.buyer, OTHER, [])).toEqual(new Set())
})
