import { randomBytes, randomUUID } from 'node:crypto'
import { countLines, ETH_ADDRESS, type Hex, jobIdToBytes32, type LogStream, type TaskRequest } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import {
  Attempt,
  appendLogParts,
  inTransaction,
  jobsWorkedOn,
  lastEventSeq,
  lockLog,
  readEvents,
  readLogLines,
  readLogParts,
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
  const part = (text: string, stream: LogStream = 'STDOUT') => ({ stream, text, at: '2026-01-01T00:00:00.000Z' })
  const append = (attempt: Attempt, ...parts: ReturnType<typeof part>[]) =>
    inTransaction(storage, async (em) => {
      await lockLog(em, attempt.id)
      await appendLogParts(em, attempt, parts)
    })

  it('is numbered without gaps, counted in bytes, and read from a number on', async () => {
    const { job, attempt } = await attemptOf()
    await append(attempt, part('one\ntwo\n'), part('9 %\r', 'STDERR'))
    await append(attempt, part('dréi'))
    expect(await readLogLines(storage.fork(), job.id, 1, 10)).toEqual([
      { seq: 2, attempt: 0, text: 'two', end: 'NEWLINE', stream: 'STDOUT', at: new Date('2026-01-01T00:00:00.000Z') },
      { seq: 3, attempt: 0, text: '9 %', end: 'RETURN', stream: 'STDERR', at: expect.any(Date) },
      { seq: 4, attempt: 0, text: 'dréi', end: 'OPEN', stream: 'STDOUT', at: expect.any(Date) },
    ])
    expect(await readLogLines(storage.fork(), job.id, 0, 1)).toMatchObject([{ seq: 1, text: 'one' }])
    expect(await readLogLines(storage.fork(), job.id, 4, 1)).toEqual([])
    const state = await inTransaction(storage, (em) => lockLog(em, attempt.id))
    expect(state).toEqual({ state: 'OFFERED', logBytes: 8 + 4 + 5 + 3 * 16, logLines: 4 })
    expect(await lastEventSeq(storage.fork(), `joblog:${job.id}`)).toBe(4)
  })

  it('may be long and is read in pages, which are shorter where its lines are long', async () => {
    const { job, attempt } = await attemptOf()
    const lines = Array.from({ length: 3_000 }, (_, i) => `line ${i}`)
    const long = Array.from({ length: 40 }, (_, i) => `${i} ${'x'.repeat(16_000)}`)
    await append(attempt, part(`${lines.join('\n')}\n`), part(`${long.join('\n')}\n`))
    const read: string[] = []
    const pages: number[] = []
    for (let seq = 0; ; ) {
      const page = await readLogLines(storage.fork(), job.id, seq, 1_000)
      if (page.length === 0) break
      expect(page.map((line) => line.seq)).toEqual(page.map((_, index) => seq + index + 1))
      read.push(...page.map(({ text }) => text))
      pages.push(page.length)
      seq = page.at(-1)?.seq ?? 0
    }
    expect(read).toEqual([...lines, ...long])
    // The same in parts, from any line on.
    for (const from of [0, 1, 499, 500, 501, 3_010]) {
      let text = ''
      for (let seq = from; ; ) {
        const parts = await readLogParts(storage.fork(), job.id, seq, 5)
        if (parts.length === 0) break
        expect(parts.length).toBeLessThanOrEqual(5)
        for (const part of parts) {
          expect([part.lines, part.seq]).toEqual([countLines(part.text), seq + part.lines])
          text += part.text
          seq = part.seq
        }
      }
      expect(text).toBe(
        [...lines, ...long]
          .slice(from)
          .map((line) => `${line}\n`)
          .join(''),
      )
    }
    expect(pages.slice(0, 3)).toEqual([1_000, 1_000, 1_000])
    expect(pages.length).toBeGreaterThan(4)
  })

  it('has one writer at a time, and the next one sees what that one wrote', async () => {
    const { attempt } = await attemptOf()
    const write = () =>
      inTransaction(storage, async (em) => {
        const last = (await lockLog(em, attempt.id))?.logLines ?? 0
        await appendLogParts(em, attempt, [part('x\n')])
        return last
      })
    const seen = await Promise.all([write(), write(), write()])
    expect(seen.sort()).toEqual([0, 1, 2])
  })

  it('of no attempt is null', async () => {
    expect(await inTransaction(storage, (em) => lockLog(em, randomUUID()))).toBeNull()
  })
})
