import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Assignment, marketplaceDomain, resultTypedData } from '@aiigo/chain'
import { countLines, idle, meteredCost, NotRetryableError, RetryableError } from '@aiigo/domain'
import { type Connection, createProvider, type Offer, type SignedRunResult } from '@aiigo/sdk'
import { makeJobSpec, makeOffer } from '@aiigo/sdk/testing'
import { createJobKey, type JobKey, wrapKey } from '@aiigo/sealing'
import { createLogger } from '@aiigo/service'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Hex, recoverTypedDataAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { Blobs } from '../blobs.js'
import { createCheckpointStore } from '../checkpoint/createCheckpointStore.js'
import { createExecutorRegistry, type Executor, stoppedBy } from '../executor/index.js'
import { createJournal, type Journal } from '../journal.js'
import type { MachineFaultError } from '../machine/machineFault.js'
import { createReadingStore } from '../readings/createReadingStore.js'
import { createAssignments } from './createAssignments.js'
import { createAttemptLimits } from './createAttemptLimits.js'
import type { HandedIn } from './createResultRelay.js'
import { type AssignmentDeps, type AssignmentEnd, runAssignment } from './runAssignment.js'

const log = createLogger({ name: 'test', level: 'silent' })
const taskMarketplace = '0x00000000000000000000000000000000000000aa'
const domain = marketplaceDomain(31_337, taskMarketplace)
const account = privateKeyToAccount(generatePrivateKey())
const nodeId = '0x1122334455667788'
/** Signs as the agent does; everything else of it is replaced. */
const signing = createProvider({
  chainId: 31_337,
  contracts: { taskMarketplace },
  signer: account,
} as unknown as Connection)
const now = () => Math.floor(Date.now() / 1_000)

const spec = makeJobSpec({
  resources: { type: 'CPU', units: 1, memoryMiB: 128 },
  limits: { seconds: 1, outputMiB: 4 },
})

/** @param clock The platform's and the chain's. */
function assignedOffer(workSeconds: number, changes: Partial<Offer> = {}, clock = now): Offer {
  const running = { state: 'ASSIGNED', nodeId, dueAt: clock() + workSeconds } as const
  return makeOffer({ ...running, ...changes }, { domain, spec, now: clock(), request: { workSeconds, maxUsage: 10n } })
}

const executor: Executor = {
  name: 'wasm',
  describe: async () => 'none',
  run: async () => ({
    ...{ outcome: 'EXITED', exitCode: 0, detail: null, wallSeconds: 0.5, cpuSeconds: 0.5 },
    ...{ outputs: [], missingOutputs: [], oversizedOutputs: [], unsafeOutputs: [], isolation: 'none' },
  }),
}

/** As the chain has it that assigned the offer so many seconds ago. */
function assignmentFor({ request, attempt, rate }: Offer, secondsAgo: number, clock: () => number): Assignment {
  const assignedAt = clock() - secondsAgo
  return {
    ...{ buyer: request.buyer, provider: account.address, token: request.token, nodeId, attempt },
    ...{ terms: 800, unitsPerSecond: 1, assignedAt, dueAt: assignedAt + request.workSeconds },
    ...{ assignBy: request.assignBy, windowSeconds: request.windowSeconds, maxUsage: request.maxUsage },
    ...{ rate, budget: request.budget },
  }
}

describe('an assignment', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aiigo-assignment-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /**
   * An agent whose task was assigned just now, or so many seconds ago.
   * @param clock The platform's and the chain's, Unix seconds.
   */
  async function agent(
    blobs: Partial<Blobs> = {},
    secondsAgo = 0,
    clock = now,
    wasm = executor,
    change = async (journal: Journal): Promise<Journal> => journal,
    requestKey = async (_: Offer, _recipient: string): Promise<string | null> => null,
    jobSeconds?: number,
  ) {
    const submitted: SignedRunResult[] = []
    const released: Assignment[] = []
    const faults: string[] = []
    const logged: string[] = []
    const relayed: [string, Assignment | null][] = []
    const store: Blobs = {
      download: async () => undefined,
      read: async () => new Uint8Array(),
      upload: async (content) => {
        const bytes = 'bytes' in content ? content.bytes : new Uint8Array()
        return { cid: 'bafy', size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
      },
      publish: () => Promise.reject(new Error('an assignment publishes nothing')),
      ...blobs,
    }
    let assignment: Assignment | null = null
    const deps = {
      provider: {
        ...signing,
        assignment: async () => assignment,
        requestKey,
        reportProgress: async () => undefined,
        appendLogs: async (_: string, firstLine: number, parts: readonly { text: string }[]) => {
          for (const { text } of parts) logged.push(text)
          return firstLine - 1 + parts.reduce((sum, { text }) => sum + countLines(text), 0)
        },
        submitResult: async (_: string, result: SignedRunResult) => void submitted.push(result),
        task: async () => ({ state: 'ASSIGNED', attempt: assignment?.attempt ?? 1 }),
        isAssigned: async (_: Hex, indexed: Assignment) => indexed === assignment,
        chainTime: async () => clock(),
        now: () => clock() * 1_000,
        release: async (_: Hex, indexed: Assignment) => {
          released.push(indexed)
          return '0x01'
        },
      },
      blobs: store,
      // Of each agent its own: offers of these tests have one id.
      journal: await change(await createJournal(await mkdtemp(join(folder, 'journal-')), log)),
      checkpoints: await createCheckpointStore(join(folder, 'checkpoints')),
      readings: await createReadingStore(join(folder, 'readings')),
      disk: {
        recordFault: ({ fault }: MachineFaultError) => void faults.push(fault),
        recordSuccess: () => void faults.push('none'),
      },
      relay: {
        watch: ({ offerId }: HandedIn, known: Assignment | null) => void relayed.push([offerId, known]),
      },
      executors: createExecutorRegistry({ wasm }),
      ...{ log, jobSeconds, nodeUnits: 4, workRoot: join(folder, 'work'), receiptsFolder: join(folder, 'receipts') },
    } as unknown as AssignmentDeps
    const run = (offer: Offer, job = spec) => {
      assignment = assignmentFor(offer, secondsAgo, clock)
      return runAssignment(
        offer,
        job,
        createAttemptLimits(offer),
        deps,
        new AbortController().signal,
        new AbortController().signal,
      )
    }
    /** The same, by the assignments of the node. @returns how it ends */
    const starts = (offer: Offer) => {
      assignment = assignmentFor(offer, secondsAgo, clock)
      const assignments = createAssignments(deps)
      const ended = new Promise<AssignmentEnd>((done) => assignments.start(offer, spec, done))
      return { assignments, ended }
    }
    return { run, starts, submitted, released, faults, logged, relayed, journal: deps.journal }
  }

  test('is due when the chain says so, whatever the platform says', async () => {
    for (const dueAt of [null, now() - 3_600]) {
      const { run, submitted } = await agent()
      expect(await run(assignedOffer(60, { dueAt }))).toBe('SUBMITTED')
      expect(submitted).toHaveLength(1)
    }
  })

  test('is followed to the chain once the platform has its result, also by an agent that starts again', async () => {
    const { run, relayed, journal } = await agent()
    const offer = assignedOffer(60)
    expect(await run(offer)).toBe('SUBMITTED')
    expect(relayed).toEqual([[offer.id, expect.objectContaining({ nodeId, attempt: 1 })]])
    expect(await journal.get(offer.id)).toMatchObject({
      phase: 'HANDED_IN',
      taskId: offer.taskId,
      result: { exitCode: 0 },
    })
  })

  test.each([
    [undefined, 61],
    [30, 30],
  ])('goes on when its buyer moves its limits, where its owner allows %s s', async (jobSeconds, seconds) => {
    let begin = () => undefined as unknown
    const begun = new Promise((done) => {
      begin = () => done(null)
    })
    const ends: (string | number)[] = []
    const slow: Executor = {
      ...executor,
      async run({ time }, _, signal) {
        begin()
        ends.push(time?.seconds ?? 0)
        await idle(4_000, signal)
        ends.push(signal.aborted ? 'ABORTED' : (time?.seconds ?? 0))
        return { ...(await executor.run({} as never, {} as never, signal)), wallSeconds: 40, cpuSeconds: 40 }
      },
    }
    const { starts, submitted } = await agent({}, 0, now, slow, undefined, undefined, jobSeconds)
    // Two seconds of the four are for handing in.
    const offer = assignedOffer(4)
    const { assignments, ended } = starts(offer)
    await begun
    const addedUsage = 60n * BigInt(offer.request.units)
    const addedBudget = meteredCost(offer.request.maxUsage + addedUsage, offer.rate)
    const moved = { ...offer, dueAt: (offer.dueAt ?? 0) + 60, addedUsage, addedBudget }
    for (const again of [moved, offer]) assignments.start(again, spec, () => undefined)
    expect(await ended).toBe('SUBMITTED')
    expect(ends).toEqual([1, seconds])
    // More than the request allows.
    expect(submitted).toHaveLength(1)
    expect(submitted[0]?.usage).toBeGreaterThan(offer.request.maxUsage)
  })

  test('signs the hash of its own manifest', async () => {
    let manifest = new Uint8Array()
    const { run, submitted } = await agent({
      upload: async (content) => {
        manifest = 'bytes' in content ? Uint8Array.from(content.bytes) : manifest
        return { cid: 'bafy', size: 1, sha256: createHash('sha256').update(manifest).digest('hex') }
      },
    })
    const offer = assignedOffer(60)
    expect(await run(offer)).toBe('SUBMITTED')
    const resultHash: Hex = `0x${createHash('sha256').update(manifest).digest('hex')}`
    const { taskId, attempt } = offer
    const { usage, signature } = submitted[0] as SignedRunResult
    const typed = resultTypedData(domain, { taskId, attempt, nodeId, usage, resultHash })
    expect(await recoverTypedDataAddress({ ...typed, signature })).toBe(account.address)
  })

  test('asks nothing for a program that no node can run, and does not give the job back', async () => {
    let manifest = ''
    const store: Partial<Blobs> = {
      upload: async (content) => {
        const bytes = 'bytes' in content ? content.bytes : new Uint8Array()
        manifest = Buffer.from(bytes).toString()
        return { cid: 'bafy', size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
      },
    }
    const refusing: Executor = {
      ...executor,
      run: async () => ({
        ...{ outcome: 'REFUSED', exitCode: null, detail: 'a component', wallSeconds: 4, cpuSeconds: 4 },
        ...{ outputs: [], missingOutputs: ['out.txt'], oversizedOutputs: [], unsafeOutputs: [], isolation: 'none' },
      }),
    }
    const { run, submitted, released } = await agent(store, 5, now, refusing)
    expect(await run(assignedOffer(60))).toBe('SUBMITTED')
    expect(submitted).toMatchObject([{ usage: 0n, exitCode: 126 }])
    expect(JSON.parse(manifest)).toMatchObject({ outcome: 'REFUSED', usage: '0', outputs: [] })
    expect(released).toEqual([])
  })

  describe('whose files its buyer has not sealed as promised', () => {
    /** The detail of a result that asks nothing; the job is not given back. */
    async function refusal(
      download: Blobs['download'],
      sealedKey: (recipient: string, own: JobKey) => Promise<string>,
    ) {
      const own = await createJobKey()
      const job = { ...spec, files: { privacy: 'private', recipient: own.recipient } } as const
      const keyOf = (_: Offer, recipient: string) => sealedKey(recipient, own)
      const { run, submitted, released, logged } = await agent({ download }, 0, now, executor, undefined, keyOf)
      expect(await run(assignedOffer(60), job)).toBe('SUBMITTED')
      expect(submitted).toMatchObject([{ usage: 0n, exitCode: 126 }])
      expect(released).toEqual([])
      return logged.join('')
    }

    test('is refused when a file opens with no key of the job, and is what the buyer named', async () => {
      const tried: boolean[] = []
      const download: Blobs['download'] = async (_jobId, _blob, _path, _signal, key = null) => {
        tried.push(key !== null)
        if (key) throw new NotRetryableError('SEAL_BROKEN', 'expected content that is sealed to this key')
      }
      expect(await refusal(download, (recipient, own) => wrapKey(own.identity, recipient))).toMatch(
        /the program is not sealed to the job's key/,
      )
      // The second time for its hash.
      expect(tried).toEqual([true, false])
    })

    test.each([
      ['another job’s', async (recipient: string) => wrapKey((await createJobKey()).identity, recipient)],
      ['no', async () => 'bm90IGEga2V5'],
    ])('is refused when %s key is released', async (_, sealedKey) => {
      const download: Blobs['download'] = () => Promise.reject(new Error('expected nothing to be fetched'))
      expect(await refusal(download, sealedKey)).toMatch(/did not release the key/)
    })
  })

  describe('of a job that takes a file of another one', () => {
    const specHash: Hex = `0x${'7a'.repeat(32)}`
    const other = '02020202-0202-4202-8202-020202020202'
    const content = 'a model'
    const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
    const output = { name: 'model.bin', cid: 'bafy-model', sha256: sha256(content), size: content.length }
    const manifest = Buffer.from(JSON.stringify({ jobId: other, exitCode: 0, outcome: 'EXITED', outputs: [output] }))
    const need = { jobId: other, specHash, manifestCid: 'bafy-manifest', manifestSha256: sha256(manifest) }
    const job = { ...spec, inputs: [{ as: 'in.bin', from: specHash, path: 'model.bin', maxBytes: 100 }] }
    const missing = () => Promise.reject(new RetryableError('BLOB_MISSING', 'expected it, got HTTP 404'))
    const mismatch = () => Promise.reject(new NotRetryableError('BLOB_MISMATCH', 'expected another hash'))

    /** Runs it where the store answers so. The clock moves on at each question. */
    async function ends(model: () => Promise<void>, readManifest = async (): Promise<Uint8Array> => manifest) {
      let clock = now()
      let asked = 0
      let signed = ''
      const wait = <T>(answer: () => Promise<T>): Promise<T> => {
        asked++
        clock += 10
        return answer()
      }
      const { run, submitted, released, logged } = await agent(
        {
          download: (_jobId, { cid }) => (cid === output.cid ? wait(model) : Promise.resolve()),
          read: () => wait(readManifest),
          upload: async (given) => {
            const bytes = 'bytes' in given ? given.bytes : new Uint8Array()
            signed = Buffer.from(bytes).toString()
            return { cid: 'bafy', size: bytes.length, sha256: sha256(bytes) }
          },
        },
        0,
        () => clock,
      )
      const end = await run(
        assignedOffer(600, { needs: [need] }, () => clock),
        job,
      )
      const { taken } = signed === '' ? {} : JSON.parse(signed)
      return { end, asked, submitted, released: released.length, taken, log: logged.join('') }
    }

    test('the manifest names what it took', async () => {
      const { end, submitted, taken } = await ends(async () => undefined)
      expect([end, submitted[0]?.exitCode]).toEqual(['SUBMITTED', 0])
      const from = { from: specHash, path: 'model.bin', sha256: output.sha256, manifestSha256: need.manifestSha256 }
      expect(taken).toEqual([{ as: 'in.bin', ...from }])
    })

    test.each([
      ['a file that the store has not, after some time', missing, undefined, 3, /model\.bin of the needed job .*404/],
      ['a file with other bytes', mismatch, undefined, 2, /model\.bin of the needed job .*another hash/],
      ['a manifest that is not there, after some time', missing, missing, 2, /manifest of the needed job .*404/],
      ['a manifest with other bytes', missing, mismatch, 1, /manifest of the needed job .*another hash/],
    ])('%s costs nothing and names the file; the job is not given back', async (_, model, read, questions, reason) => {
      const { end, asked, submitted, released, taken, log: lines } = await ends(model, read)
      expect([end, released, taken]).toEqual(['SUBMITTED', 0, undefined])
      expect(submitted).toMatchObject([{ usage: 0n, exitCode: 126 }])
      expect(lines).toMatch(reason)
      expect(lines).toContain(other)
      expect(asked).toBe(questions)
    })

    test('a failure of this node is none of the other job’s: the job is given back', async () => {
      const refused = () => Promise.reject(new NotRetryableError('BLOB_STORE_FAILED', 'expected it, got HTTP 403'))
      const { end, submitted, released } = await ends(refused)
      expect([end, submitted.length, released]).toEqual(['RELEASED', 0, 1])
    })
  })

  describe('of a job with a checkpoint that another node left', () => {
    const content = Buffer.concat([Buffer.alloc(16), Buffer.from('half of it')])
    const left = {
      ...{ attempt: 1, sequence: 3, cid: 'bafy-left', size: content.length, mac: null },
      sha256: createHash('sha256').update(content).digest('hex'),
    }
    const job = { ...spec, checkpoint: { file: 'state/state.bin', everySeconds: 60, maxMiB: 1 } }

    /** Runs the job. @returns what the program found, the manifest, and the log */
    async function resumes(handOut: (path: string) => Promise<void>) {
      const found: (string | undefined)[] = []
      let manifest = ''
      const wasm: Executor = {
        ...executor,
        async run(task, hooks, signal) {
          const { path = null } = task.checkpoint ?? {}
          found.push(task.checkpoint?.as, path === null ? undefined : await readFile(path, 'utf8'))
          await mkdir(task.workDir, { recursive: true })
          return executor.run(task, hooks, signal)
        },
      }
      const blobs: Partial<Blobs> = {
        download: async (_jobId, blob, path) => (blob.cid === left.cid ? handOut(path) : undefined),
        upload: async (given) => {
          const bytes = 'bytes' in given ? given.bytes : new Uint8Array()
          manifest = Buffer.from(bytes).toString()
          return { cid: 'bafy', size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
        },
      }
      const { run, submitted, logged } = await agent(blobs, 0, now, wasm)
      expect(await run(assignedOffer(60, { attempt: 2, checkpoint: left }), job)).toBe('SUBMITTED')
      expect(submitted).toHaveLength(1)
      return { found, resumedFrom: JSON.parse(manifest).resumedFrom, log: logged.join('') }
    }

    test('the program finds it, and the manifest names it', async () => {
      const { found, resumedFrom, log } = await resumes((path) => writeFile(path, content))
      expect(found).toEqual(['state/state.bin', 'half of it'])
      expect(resumedFrom).toEqual({ attempt: 1, sequence: 3, sha256: left.sha256 })
      expect(log).toContain('the job goes on from checkpoint 3 of attempt 1')
    })

    test('the program begins at its start where it cannot be used', async () => {
      const { found, resumedFrom, log } = await resumes(() => {
        throw new NotRetryableError('BLOB_MISMATCH', 'expected another hash')
      })
      expect([found, resumedFrom]).toEqual([['state/state.bin', undefined], undefined])
      expect(log).toContain('checkpoint 3 of attempt 1 is of no use: expected another hash')
      expect(log).toContain('the job begins at its start')
    })
  })

  test('is given back when the store hands out other bytes than the buyer named', async () => {
    const own = await createJobKey()
    const download: Blobs['download'] = async (_jobId, _blob, _path, _signal, key = null) => {
      if (key) throw new NotRetryableError('SEAL_BROKEN', 'expected content that is sealed to this key')
      throw new NotRetryableError('BLOB_MISMATCH', 'expected another hash')
    }
    const keyOf = (_: Offer, recipient: string) => wrapKey(own.identity, recipient)
    const { run, submitted } = await agent({ download }, 0, now, executor, undefined, keyOf)
    const job = { ...spec, files: { privacy: 'private', recipient: own.recipient } } as const
    expect(await run(assignedOffer(60), job)).not.toBe('SUBMITTED')
    expect(submitted).toEqual([])
  })

  test('is given back at once when this machine can not do it, and the node pauses', async () => {
    const download: Blobs['download'] = async () => {
      // The kernel's own error of a full disk, without one.
      await writeFile('/dev/full', 'x')
    }
    const began = Date.now()
    const { run, submitted, released, faults, logged } = await agent({ download })
    expect(await run(assignedOffer(600))).toBe('RELEASED')
    expect([submitted.length, released.length, faults]).toEqual([0, 1, ['ENOSPC']])
    expect(Date.now() - began).toBeLessThan(10_000)
    expect(logged.join('')).toContain('the node gives the job back: the node can not work: its disk is full')
  })

  test('is given back when its owner needs the machine, and the next one runs', async () => {
    const asked = Promise.withResolvers<void>()
    let isBusy = true
    const wasm: Executor = {
      ...executor,
      async run(task, hooks, signal) {
        if (!isBusy) return executor.run(task, hooks, signal)
        asked.resolve()
        await new Promise((done) => signal.addEventListener('abort', done, { once: true }))
        return { ...(await executor.run(task, hooks, signal)), outcome: 'KILLED', exitCode: null }
      },
    }
    const { starts, run, submitted, released, logged } = await agent({}, 0, now, wasm)
    const { assignments, ended } = starts(assignedOffer(60))
    await asked.promise
    expect(assignments.jobs).toHaveLength(1)
    assignments.giveBack()
    expect(await ended).toBe('RELEASED')
    expect([released.length, submitted.length, assignments.jobs.length]).toEqual([1, 0, 0])
    expect(logged.join('')).toContain('the node gives the job back: the machine is needed by its owner')
    isBusy = false
    expect(await run(assignedOffer(60))).toBe('SUBMITTED')
  })

  test('is stopped when its buyer wants it: what there is becomes the result', async () => {
    const asked = Promise.withResolvers<void>()
    const manifests: string[] = []
    const wasm: Executor = {
      ...executor,
      async run(task, hooks, signal) {
        asked.resolve()
        await new Promise((done) => signal.addEventListener('abort', done, { once: true }))
        const ran = await executor.run(task, hooks, new AbortController().signal)
        return { ...ran, outcome: stoppedBy(signal), exitCode: null, wallSeconds: 10, cpuSeconds: 3.5 }
      },
    }
    const store: Partial<Blobs> = {
      upload: async (content) => {
        const bytes = 'bytes' in content ? content.bytes : new Uint8Array()
        manifests.push(Buffer.from(bytes).toString())
        return { cid: 'bafy', size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
      },
    }
    const { starts, submitted, released, logged } = await agent(store, 20, now, wasm)
    const { assignments, ended } = starts(assignedOffer(60))
    await asked.promise
    assignments.stop('another')
    assignments.stop(assignedOffer(60).id)
    expect(await ended).toBe('SUBMITTED')
    expect(submitted).toMatchObject([{ usage: 4n, exitCode: 143 }])
    expect(JSON.parse(manifests.at(-1) ?? '')).toMatchObject({ outcome: 'STOPPED', exitCode: 143, usage: '4' })
    expect(released).toEqual([])
    expect(logged.join('')).toContain('(STOPPED)')
  })

  test('that is stopped before it begins ends at once, costs nothing, and is not given back', async () => {
    const asked = Promise.withResolvers<void>()
    // A store that never answers.
    const download: Blobs['download'] = (_jobId, _blob, _path, signal) => {
      asked.resolve()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
    }
    const { starts, submitted, released } = await agent({ download }, 5)
    const { assignments, ended } = starts(assignedOffer(600))
    await asked.promise
    assignments.stop(assignedOffer(600).id)
    expect(await ended).toBe('SUBMITTED')
    expect(submitted).toMatchObject([{ usage: 0n, exitCode: 143, outputs: [] }])
    expect(released).toEqual([])
  })

  test('is given back soon when the blob store does not have a file', async () => {
    let clock = now()
    let asked = 0
    const download: Blobs['download'] = async () => {
      asked++
      clock += 10
      throw new RetryableError('BLOB_MISSING', 'expected bafy from the store, got HTTP 404')
    }
    const { run, submitted, released, logged } = await agent({ download }, 0, () => clock)
    expect(await run(assignedOffer(600))).toBe('RELEASED')
    expect([asked, submitted.length, released.length]).toEqual([2, 0, 1])
    expect(logged.join('')).toContain('HTTP 404')
  })

  test('is handed in although the disk has no room for the note about it', async () => {
    const { run, submitted, faults } = await agent({}, 0, now, executor, async (journal) => ({
      ...journal,
      put: (entry) => (entry.phase === 'DONE' ? writeFile('/dev/full', 'x') : journal.put(entry)),
    }))
    expect(await run(assignedOffer(60))).toBe('SUBMITTED')
    expect([submitted.length, faults]).toEqual([1, ['ENOSPC', 'none']])
  })

  test('a store that names another hash gets no signature: the job goes back', async () => {
    const { run, submitted, released } = await agent({
      upload: async () => ({ cid: 'bafy', size: 1, sha256: 'ee'.repeat(32) }),
    })
    expect(await run(assignedOffer(60))).toBe('RELEASED')
    expect(submitted).toEqual([])
    expect(released).toHaveLength(1)
  })

  test.each([
    ['right', 0],
    ['ten minutes behind', 600],
    ['ten minutes ahead', -600],
  ])('is handed in, or given back in time, when this machine’s clock is %s', async (_, ahead) => {
    const clock = () => now() + ahead
    const working = await agent({}, 0, clock)
    expect(await working.run(assignedOffer(60, {}, clock))).toBe('SUBMITTED')

    // The store never answers.
    const download: Blobs['download'] = (_jobId, _blob, _path, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const stuck = await agent({ download }, 88, clock)
    // Due in 12 seconds. A tenth of the 100 is kept for handing in, so the agent stops waiting after two.
    const offer = assignedOffer(100, { dueAt: clock() + 12 }, clock)
    expect(await stuck.run(offer)).toBe('RELEASED')
    expect(stuck.released).toHaveLength(1)
    expect(clock()).toBeLessThan(offer.dueAt ?? 0)
  })
})
