import { createHash, randomUUID } from 'node:crypto'
import type { RunReport } from '@aiigo/domain'
import { Attempt, type Job, type Storage } from '@aiigo/storage'
import { makeJob, makeNode } from '@aiigo/storage/testing'
import { withStorage } from '@aiigo/storage/testing/withStorage'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { printedDigests } from '../testing/createProviderActs.js'
import { serveBlobs } from '../testing/serveBlobs.js'
import { type BlobReader, createBlobReader } from './createBlobReader.js'
import { createReportCache } from './createReportCache.js'
import { readReplicas } from './readReplicas.js'

let storage: Storage
withStorage((opened) => {
  storage = opened
})
const blobs = new Map<string, Uint8Array>()
let store: Awaited<ReturnType<typeof serveBlobs>>
beforeAll(async () => {
  store = await serveBlobs(blobs)
})
afterAll(() => store.close())

/** A reader of the store, and the ids that it was asked for. */
function counted(): { reader: BlobReader; read: string[] } {
  const read: string[] = []
  const reader = createBlobReader({ url: store.url, grants: store.grants, keepSeconds: 60 })
  const readIt: BlobReader['read'] = (cid, ...more) => {
    read.push(cid)
    return reader.read(cid, ...more)
  }
  return { read, reader: { ...reader, read: readIt } }
}

const manifestOf = (says: string) =>
  new TextEncoder().encode(
    JSON.stringify({ outcome: 'EXITED', exitCode: 0, printed: printedDigests(says), outputs: [], by: randomUUID() }),
  )

/** A replica whose result is on chain. @param manifest of which the node says to have it stored */
async function delivered(replicaSet: string, manifest: Uint8Array, manifestCid: string): Promise<Job> {
  const em = storage.fork()
  const manifestSha256 = createHash('sha256').update(manifest).digest('hex')
  const result = { manifestCid, manifestSha256, usage: 1n, cost: 1n, exitCode: 0, signature: '0x', outputs: [] }
  const standing = { state: 'VERIFYING', settleAfter: new Date(), replicaSet, attempts: 1, result } as never
  const job = await makeJob(em, standing)
  const { id: nodeId, provider } = await makeNode(em)
  await em.insert(Attempt, {
    ...{ id: randomUUID(), jobId: job.id, taskId: job.taskId, nodeId, provider, number: 1, state: 'SUBMITTED' },
    ...{ rate: 1n, score: { total: 1, terms: {}, weights: {} }, offeredAt: new Date(), expiresAt: new Date() },
  })
  return job
}

async function setOf(count: number): Promise<Job[]> {
  const replicaSet = randomUUID()
  const jobs: Job[] = []
  for (let index = 0; index < count; index++) {
    const manifest = manifestOf(`result ${index % 2}`)
    const cid = `manifest-${randomUUID()}`
    blobs.set(cid, manifest)
    jobs.push(await delivered(replicaSet, manifest, cid))
  }
  return jobs
}

describe('the looks at the replicas of a set', () => {
  it('read each manifest once', async () => {
    const jobs = await setOf(9)
    const { reader, read } = counted()
    const deps = { storage, blobs: reader, reports: createReportCache() }
    for (const job of [...jobs, ...jobs]) {
      const { standings } = await readReplicas(deps, job)
      expect(standings).toHaveLength(8)
      expect(standings.every(({ kind }) => kind === 'DELIVERED')).toBe(true)
    }
    expect(read.toSorted()).toEqual(jobs.map(({ result }) => result?.manifestCid).toSorted())
  })

  it('give a wallet nothing that says another one’s hash', async () => {
    const [first, second] = (await setOf(2)) as [Job, Job]
    const { reader, read } = counted()
    const deps = { storage, blobs: reader, reports: createReportCache() }
    const manifest = blobs.get(first.result?.manifestCid ?? '') as Uint8Array
    const copy = await delivered(first.replicaSet as string, manifest, `nothing-${randomUUID()}`)
    for (let look = 0; look < 2; look++) {
      const { standings } = await readReplicas(deps, second)
      expect(standings.map(({ kind }) => kind)).toEqual(['DELIVERED', 'OPEN'])
    }
    // A missing manifest may come, so the store is asked again.
    expect(read.filter((cid) => cid === copy.result?.manifestCid)).toHaveLength(2)
    expect(read).toHaveLength(3)
  })
})

describe('the cache of reports', () => {
  const report = (text: string): RunReport => ({
    outcome: 'EXITED',
    exitCode: 0,
    printed: printedDigests(text),
    outputs: [],
  })
  const key = (number: number) => ({ provider: '0xAB', resultHash: `0x${number}` })

  it('forgets what was not used for the longest time when it is full', () => {
    const size = JSON.stringify(report('a')).length
    const cache = createReportCache(3 * size)
    for (const number of [1, 2, 3]) cache.put(key(number), report(`${number}`))
    expect(cache.get(key(1))).toEqual(report('1'))
    cache.put(key(4), report('4'))
    expect([1, 2, 3, 4].map((number) => cache.get(key(number)) !== undefined)).toEqual([true, false, true, true])
    expect(cache.get({ provider: '0xab', resultHash: '0x4' })).toEqual(report('4'))
  })

  it('keeps nothing that is larger than all of it', () => {
    const cache = createReportCache(10)
    cache.put(key(1), report('a'))
    expect(cache.get(key(1))).toBeUndefined()
  })
})
