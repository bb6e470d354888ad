import { execFile } from 'node:child_process'
import { createHash, createHmac } from 'node:crypto'
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type JobSpec, parseJobSpec, type RunReport } from '@aiigo/domain'
import type { CheckWork } from '@aiigo/sdk'
import { createJobKey, createOutputMac, openBytes, wrapKey } from '@aiigo/sealing'
import { createLogger } from '@aiigo/service'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { createExecutorRegistry, createWasmExecutor } from '../executor/index.js'
import { createChecks } from './createChecks.js'
import type { CheckDeps } from './runCheck.js'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
const PROGRAM = join(examples, 'rogue/rogue.wasm')
const SALT = '5a'.repeat(16)
const PRINTED = 'program\npartial\narguments\n'

jest.setTimeout(90_000)

let root: string
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(examples, 'scripts/build.mjs')])
  root = await mkdtemp(join(tmpdir(), 'checks-test-'))
}, 120_000)
afterAll(() => rm(root, { recursive: true, force: true }))

const stored = { cid: `bafkrei${'a'.repeat(52)}`, sha256: 'a'.repeat(64), size: 10 }
const specOf = (changes: Partial<JobSpec> = {}): JobSpec =>
  parseJobSpec({
    ...{ version: 1, name: 'job', program: { kind: 'wasm', ...stored, public: true }, files: { privacy: 'none' } },
    ...{ args: ['partial', 'arguments'], inputs: [], outputs: ['partial.txt'], salt: SALT },
    ...{ resources: { type: 'CPU', units: 1, memoryMiB: 64 }, limits: { seconds: 30, outputMiB: 1 } },
    ...{ budget: { token: 'ETH', amount: '1' }, deadlines: {}, verification: { mode: 'SPOT_CHECK' } },
    ...{ profile: 'balanced', retries: 1, allow: [], deny: [] },
    ...changes,
  })

interface Meeting {
  reports: { report: RunReport; file: { size: number } }[]
  refusals: string[]
  uploads: Buffer[]
}

let runs = 0
/** A node that gets a job to run again, and the answers that the platform gets. */
async function meet(spec: JobSpec, { seconds = 60, key }: { seconds?: number; key?: string } = {}) {
  const met: Meeting = { reports: [], refusals: [], uploads: [] }
  const workRoot = join(root, `work-${++runs}`)
  const deps = {
    provider: {
      // As a clock that is put right by a sign-in: with a fraction.
      now: () => Date.now() + 0.25,
      requestKey: async (_: unknown, recipient: string) => (key === undefined ? null : wrapKey(key, recipient)),
      reportCheck: async (_: CheckWork, report: RunReport, file: { size: number }) => {
        met.reports.push({ report, file })
      },
      refuseCheck: async (_: string, reason: string) => void met.refusals.push(reason),
    },
    blobs: {
      download: (_: string, __: unknown, path: string) => copyFile(PROGRAM, path),
      async upload({ path }: { path: string }) {
        const bytes = await readFile(path)
        met.uploads.push(bytes)
        return { cid: 'b', sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
      },
    },
    executors: createExecutorRegistry({ wasm: createWasmExecutor() }),
    log: createLogger({ name: 'test', level: 'silent' }),
    workRoot,
  } as unknown as CheckDeps & { workRoot: string }
  const checks = createChecks(deps)
  const work = {
    ...{ id: '11111111-2222-4333-8444-555555555555', jobId: 'job', taskId: '0x', nodeId: '0x01', attempt: 1, spec },
    dueAt: Math.floor(Date.now() / 1_000) + seconds,
  } as unknown as CheckWork
  const begin = () => new Promise<void>((done) => checks.start(work, spec, done))
  return { ...met, checks, work, begin, left: () => readdir(workRoot) }
}

const hmac = (text: string) => createHmac('sha256', Buffer.from(SALT, 'hex')).update(text).digest('hex')
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('a check on a node', () => {
  it('reports digests that are worked out here again, and stores no output', async () => {
    const { begin, reports, refusals, uploads, left } = await meet(specOf())
    await begin()
    expect(refusals).toEqual([])
    const report = {
      ...{ outcome: 'EXITED', exitCode: 0, printed: { stdout: hmac(PRINTED), stderr: hmac('') } },
      outputs: [{ name: 'partial.txt', digest: sha256('the first half\n') }],
    }
    expect(reports).toMatchObject([{ report }])
    expect(uploads).toHaveLength(1)
    expect(JSON.parse(String(uploads[0]))).toMatchObject({ ...report, jobId: 'job', attempt: 1, logEnd: PRINTED })
    expect(await left()).toEqual([])
  })

  it('opens a sealed job with its key, and seals the report to it', async () => {
    const key = await createJobKey()
    const sealed = specOf({ files: { privacy: 'platform', recipient: key.recipient } })
    const { begin, reports, refusals, uploads } = await meet(sealed, { key: key.identity })
    await begin()
    expect(refusals).toEqual([])
    const mac = createOutputMac(key.identity)
    mac.update(new TextEncoder().encode('the first half\n'))
    expect(reports[0]?.report.outputs).toEqual([{ name: 'partial.txt', digest: mac.digest() }])
    const opened = await openBytes(new Uint8Array(uploads[0] as Buffer), key.identity)
    expect(JSON.parse(Buffer.from(opened).toString())).toMatchObject({ exitCode: 0, logEnd: PRINTED })
  })

  it('is run once, however often the platform tells of it', async () => {
    const { begin, checks, work, reports } = await meet(specOf())
    const done = begin()
    checks.start(work, specOf(), () => undefined)
    expect(checks.runningIds).toEqual([work.id])
    await done
    checks.start(work, specOf(), () => undefined)
    expect(checks.runningIds).toEqual([])
    expect(reports).toHaveLength(1)
  })

  it('goes back when the time is over, and when the agent stops', async () => {
    const slow = specOf({ args: ['loop'] })
    const late = await meet(slow, { seconds: 6 })
    await late.begin()
    expect(late.refusals).toEqual(['the run did not end in time'])
    const stopped = await meet(slow)
    const done = stopped.begin()
    await stopped.checks.stop('the provider is shutting its agent down')
    await done
    expect(stopped.refusals).toEqual(['the provider is shutting its agent down'])
    expect([...late.reports, ...stopped.reports]).toEqual([])
  })

  it('ends without a word when the platform has ended it, and may come again', async () => {
    const slow = specOf({ args: ['loop'] })
    const told = await meet(slow)
    const done = told.begin()
    expect(told.checks.knows(told.work.id)).toBe(true)
    told.checks.end(told.work.id)
    await done
    expect(told.checks.knows(told.work.id)).toBe(false)
    const unlisted = await meet(slow)
    const over = unlisted.begin()
    unlisted.checks.keepOnly(new Set([unlisted.work.id]))
    expect(unlisted.checks.runningIds).toHaveLength(1)
    unlisted.checks.keepOnly(new Set())
    await over
    expect(unlisted.checks.knows(unlisted.work.id)).toBe(false)
    expect([...told.refusals, ...unlisted.refusals, ...told.reports, ...unlisted.reports]).toEqual([])
  })
})
