import { randomBytes, randomUUID } from 'node:crypto'
import { ETH_ADDRESS, type Hex, jobIdToBytes32, type TaskRequest } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import {
  Attempt,
  appendLogLines,
  inTransaction,
  jobsWorkedOn,
  lockLog,
  readEvents,
  readLogLines,
  type Storage,
  storeJob,
  taskRequestColumns,
  taskRequestOf,
} from '../index.js'
import { makeJob, makeJobSpec, makeNode, makeOffer } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'

let storage: Storage

withStorage(
  (opened) => {
    storage = opened
  },
  { poolSize: 4 },
)

const bytes = (size: number): Hex => `0x${randomBytes(size).toString('hex')}`

const requestFor = (id: string): TaskRequest => ({
  jobId: jobIdToBytes32(id),
  buyer: bytes(20),
  token: ETH_ADDRESS,
  budget: 2n ** 128n - 1n,
  maxRate: 2_000n,
  maxUsage: 2n ** 64n - 1n,
  resourceType: 1,
  units: 1,
  workSeconds: 60,
  windowSeconds: 600,
  fundBy: 1_800_000_000,
  assignBy: 1_800_000_600,
  maxFeeBps: 800,
  matcher: bytes(20),
  specHash: bytes(32),
})

async function attemptOf(jobId?: string) {
  const node = await makeNode(storage.fork())
  const job = await makeJob(storage.fork(), { ...(jobId ? { id: jobId } : {}), state: 'QUEUED' })
  const attempt = await makeOffer(storage, job, node)
  if (!attempt) throw new Error('expected an offer')
  return { job, node, attempt }
}

describe('storeJob', () => {
  it('stores a job as SUBMITTED, announces it, and gives its request back as it was', async () => {
    const id = randomUUID()
    const request = requestFor(id)
    const spec = makeJobSpec()
    const taskId = bytes(32)
    const job = await inTransaction(storage, (em) =>
      storeJob(em, { id, spec, request, taskId, createdAt: new Date(1_700_000_000_000) }),
    )
    expect(job).toMatchObject({ id, state: 'SUBMITTED', spec, taskId, maxAttempts: spec.retries, attempts: 0 })
    expect(taskRequestOf(job)).toEqual(request)
    expect(await readEvents(storage.fork(), `job:${id}`, 0)).toMatchObject([{ data: { state: 'SUBMITTED' } }])
  })

  it('keeps addresses in lower case, and knows no other types of resources', () => {
    const request = { ...requestFor(randomUUID()), buyer: `0x${'AB'.repeat(20)}` as const }
    expect(taskRequestColumns(request).buyer).toBe(`0x${'ab'.repeat(20)}`)
    expect(() => taskRequestColumns({ ...request, resourceType: 9 })).toThrow(RangeError)
  })
})

describe('jobsWorkedOn', () => {
  it('are those of which the provider was assigned an attempt', async () => {
    const { job, node, attempt } = await attemptOf()
    const asked = () => jobsWorkedOn(storage.fork(), node.provider, [job.id, randomUUID()])
    expect([...(await asked())]).toEqual([])
    await storage.fork().nativeUpdate(Attempt, { id: attempt.id }, { number: 1, state: 'ACCEPTED' })
    expect([...(await asked())]).toEqual([])
    await storage.fork().nativeUpdate(Attempt, { id: attempt.id }, { state: 'ASSIGNED' })
    expect([...(await asked())]).toEqual([job.id])
    expect((await jobsWorkedOn(storage.fork(), bytes(20), [job.id])).size).toBe(0)
  })
})

describe('the log of a job', () => {
  const line = (sourceSeq: number, text: string) =>
    ({ sourceSeq, stream: 'stdout', text, at: '2026-01-01T00:00:00.000Z' }) as const

  it('is numbered without gaps, counted in bytes, announced, and read from a number on', async () => {
    const { job, attempt } = await attemptOf()
    const append = (...lines: ReturnType<typeof line>[]) =>
      inTransaction(storage, async (em) => {
        await lockLog(em, attempt.id)
        await appendLogLines(em, attempt, lines)
      })
    await append(line(1, 'one'), line(3, 'two'))
    await append(line(4, 'dréi'))
    const lines = await readLogLines(storage.fork(), job.id, 1, 10)
    expect(lines).toMatchObject([
      { seq: 2, attempt: 0, text: 'two', stream: 'stdout', at: new Date('2026-01-01T00:00:00.000Z') },
      { seq: 3, text: 'dréi' },
    ])
    expect(await readLogLines(storage.fork(), job.id, 0, 1)).toMatchObject([{ seq: 1, text: 'one' }])
    const state = await inTransaction(storage, (em) => lockLog(em, attempt.id))
    expect(state).toEqual({ state: 'OFFERED', logBytes: 4 + 4 + 6, lastSourceSeq: 4 })
    expect((await readEvents(storage.fork(), `joblog:${job.id}`, 2)).map(({ data }) => data.text)).toEqual(['dréi'])
  })

  it('has one writer at a time, and the next one sees what that one wrote', async () => {
    const { attempt } = await attemptOf()
    const write = () =>
      inTransaction(storage, async (em) => {
        const last = (await lockLog(em, attempt.id))?.lastSourceSeq ?? 0
        await appendLogLines(em, attempt, [line(last + 1, 'x')])
        return last
      })
    const seen = await Promise.all([write(), write(), write()])
    expect(seen.sort()).toEqual([0, 1, 2])
  })

  it('of no attempt is null', async () => {
    expect(await inTransaction(storage, (em) => lockLog(em, randomUUID()))).toBeNull()
  })
})
