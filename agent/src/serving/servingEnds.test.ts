// tier: parts
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { marketplaceDomain, readReceiptTypedData } from '@aiigo/chain'
import { chunkListOf, chunksOf, encodeReceipts, type JobSpec, NotRetryableError, parseJobSpec } from '@aiigo/domain'
import type { Offer, SignedRunResult } from '@aiigo/sdk'
import { makeJobSpec, makeOffer } from '@aiigo/sdk/testing'
import { createLogger } from '@aiigo/service'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { type Hex, pad } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { AgentStoppingError, OwnerLimitError } from '../assignment/AssignmentEnd.js'
import type { ExecuteDeps } from '../assignment/Attempt.js'
import { createAttemptLimits } from '../assignment/createAttemptLimits.js'
import { createLogShipper } from '../assignment/createLogShipper.js'
import { executeJob } from '../assignment/executeJob.js'
import { createExecutorRegistry, StopRequest } from '../executor/index.js'
import { createReadingStore } from '../readings/createReadingStore.js'
import { createFileServer, type FileServer } from './createFileServer.js'
import { createServeExecutor } from './createServeExecutor.js'

const domain = marketplaceDomain(31_337, '0x00000000000000000000000000000000000000aa')
const reader = privateKeyToAccount(pad('0xa1', { size: 32 }))
const nodeId = '0x1122334455667788'
const log = createLogger({ name: 'test', level: 'silent' })
const content = randomBytes(100_000)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

let folder: string
let server: FileServer
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serving-ends-'))
  const traffic = { meter: () => new PassThrough() }
  server = await createFileServer({ host: '127.0.0.1', port: 0, traffic, pause: () => null, log })
})
afterEach(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

async function specOf(seconds: number): Promise<JobSpec> {
  const chunks = hex(sha256(await chunkListOf(chunksOf(content), sha256)))
  const rest = makeJobSpec({ limits: { seconds, outputMiB: 4 } })
  return parseJobSpec({
    ...rest,
    program: { kind: 'serve', readers: [reader.address], megabytes: 50, chunks: [chunks] },
    inputs: [{ as: 'map.bin', cid: `bafkrei${'a'.repeat(52)}`, sha256: hex(sha256(content)), size: content.length }],
    outputs: ['receipts.json'],
    args: [],
    files: { privacy: 'none' },
    verification: { mode: 'NONE' },
    resources: { ...rest.resources, type: 'NETWORK' },
  })
}

const fetches: ExecuteDeps['blobs']['download'] = async (_job, _blob, path) => void (await writeFile(path, content))
const isGone: ExecuteDeps['blobs']['download'] = async () => {
  throw new NotRetryableError('BLOB_MISSING', 'it is gone')
}

/** Runs a job that serves a file, with receipts of so many bytes of an earlier run. */
async function run({
  bytes = 0,
  seconds = 1,
  workSeconds = 30,
  download = fetches,
  stop = new AbortController(),
} = {}) {
  const spec = await specOf(seconds)
  const at = Math.floor(Date.now() / 1_000)
  const changes = { state: 'ASSIGNED', nodeId, dueAt: at + workSeconds } as const
  const request = { workSeconds: Math.max(seconds, workSeconds), maxUsage: 50n, resourceType: 2 }
  const offer: Offer = makeOffer(changes, { domain, spec, now: at, request })
  const receiptsFolder = join(folder, 'receipts')
  await mkdir(receiptsFolder)
  if (bytes > 0) {
    const { taskId, attempt } = offer
    const signed = readReceiptTypedData(domain, { taskId, attempt, nodeId: nodeId as Hex, bytes: BigInt(bytes) })
    const receipt = { reader: reader.address, bytes: `${bytes}`, signature: await reader.signTypedData(signed) }
    await writeFile(join(receiptsFolder, `${offer.id}.json`), encodeReceipts([receipt]))
  }
  const uploaded: string[] = []
  const lines: string[] = []
  const deps = {
    provider: {
      now: Date.now,
      reportProgress: async () => undefined,
      chainTime: async () => Math.floor(Date.now() / 1_000),
      signResult: async (_: Offer, result: SignedRunResult) => result,
    },
    blobs: {
      download,
      async upload(source: { path: string } | { bytes: Uint8Array }, signal?: AbortSignal) {
        signal?.throwIfAborted()
        const stored = 'path' in source ? await readFile(source.path) : Buffer.from(source.bytes)
        uploaded.push(stored.toString('utf8'))
        return { cid: 'bafy', sha256: hex(sha256(stored)), size: stored.length }
      },
    },
    executors: createExecutorRegistry({ serve: createServeExecutor({ server, url: 'http://node.example', domain }) }),
    readings: await createReadingStore(join(folder, 'readings')),
    ...{ nodeUnits: 1, receiptsFolder, folder: join(folder, 'work'), log, onStart: () => undefined },
  } as unknown as ExecuteDeps
  const shipper = createLogShipper({
    send: async (_first, parts) => {
      lines.push(...parts.map(({ text }) => text))
      return 1_000
    },
    ...{ log, signal: new AbortController().signal },
  })
  const result = await executeJob(
    offer,
    spec,
    shipper,
    createAttemptLimits(offer),
    deps,
    new AbortController().signal,
    stop.signal,
  )
  const manifest = JSON.parse(uploaded.at(-1) ?? '{}') as { outcome: string; usage: string }
  return { result, manifest, receipts: uploaded.length > 1 ? uploaded[0] : undefined, lines }
}

const stopped = (reason: Error): AbortController => {
  const stop = new AbortController()
  stop.abort(reason)
  return stop
}

describe('the serving of files', () => {
  it('ends at its time, and is paid by what has receipts', async () => {
    const { result, manifest, receipts } = await run({ bytes: 7_000_001 })
    expect(result).toMatchObject({ usage: 8n, exitCode: 0 })
    expect(manifest).toMatchObject({ outcome: 'EXITED', usage: '8' })
    expect(receipts).toContain('7000001')
  })

  it('ends by itself when its time is over before its limit', async () => {
    // 9 s of work, 7 of which are for handing in.
    const { manifest } = await run({ bytes: 7_000_001, seconds: 60, workSeconds: 9 })
    expect(manifest).toMatchObject({ outcome: 'EXITED', usage: '8' })
  })

  it('is no run that the node has killed when the bound of its whole time comes first', async () => {
    const executor = createServeExecutor({ server, url: 'http://node.example', domain })
    const ids = { taskId: pad('0x07', { size: 32 }), attempt: 1, nodeId: nodeId as Hex }
    const serving = { run: ids, readers: [reader.address], maxBytes: 5_000_000n, files: [] }
    const task = {
      ...{ programPath: '', args: [], inputs: [], outputs: ['receipts.json'], workDir: join(folder, 'job') },
      limits: { seconds: 60, outputMiB: 4, memoryMiB: 16, units: 1 },
      serving: { ...serving, bookPath: join(folder, 'book.json') },
    }
    const execution = await executor.run(task, { onLog: () => null }, AbortSignal.timeout(50))
    expect(execution).toMatchObject({ outcome: 'EXITED', exitCode: 0, outputs: [{ name: 'receipts.json' }] })
  })

  it.each([
    ['the files are gone', { download: isGone }, 'EXITED'],
    ['no time is left', { workSeconds: 2 }, 'EXITED'],
    ['the buyer has it stopped', { stop: stopped(new StopRequest()) }, 'STOPPED'],
    [
      'the buyer has it stopped, and the files are gone',
      { download: isGone, stop: stopped(new StopRequest()) },
      'STOPPED',
    ],
    ['the agent stops', { stop: stopped(new AgentStoppingError()) }, 'EXITED'],
    ['the owner needs the machine', { stop: stopped(new OwnerLimitError()) }, 'EXITED'],
  ])('hands in the receipts of an earlier run although %s', async (_, how, outcome) => {
    const { result, manifest, receipts } = await run({ bytes: 7_000_001, ...how })
    expect(result.usage).toBe(8n)
    expect(manifest.outcome).toBe(outcome)
    expect(receipts).toContain('7000001')
  })

  it('goes back to the market without receipts, unless the buyer has it stopped', async () => {
    await expect(run({ stop: stopped(new AgentStoppingError()) })).rejects.toThrow(AgentStoppingError)
    await rm(join(folder, 'receipts'), { recursive: true })
    await expect(run({ download: isGone })).rejects.toThrow('it is gone')
    await rm(join(folder, 'receipts'), { recursive: true })
    const { result } = await run({ stop: stopped(new StopRequest()) })
    expect(result.usage).toBe(0n)
  })
})
