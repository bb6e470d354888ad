import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Assignment, marketplaceDomain, resultTypedData } from '@aiigo/chain'
import { ETH_ADDRESS, type JobSpec, type TaskRequest } from '@aiigo/domain'
import { type Connection, createProvider, type Offer, type SignedRunResult } from '@aiigo/sdk'
import { createLogger } from '@aiigo/service'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Hex, recoverTypedDataAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { Blobs } from '../blobs.js'
import { createExecutorRegistry, type Executor } from '../executor/index.js'
import { createJournal } from '../journal.js'
import { type AssignmentDeps, runAssignment } from './runAssignment.js'

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

const spec: JobSpec = {
  version: 1,
  name: 'words',
  program: { kind: 'wasm', cid: `bafkrei${'a'.repeat(52)}`, sha256: '11'.repeat(32), size: 1_000 },
  args: [],
  inputs: [],
  outputs: ['out.json'],
  resources: { type: 'CPU', units: 1, memoryMiB: 128 },
  limits: { seconds: 1, outputMiB: 4 },
  budget: { token: 'ETH', amount: '0.001' },
  deadlines: { fundSeconds: 900, assignSeconds: 600, windowSeconds: 600 },
  verification: { mode: 'NONE' },
  profile: 'balanced',
  retries: 3,
  allow: [],
  deny: [],
}

function makeOffer(workSeconds: number, overrides: Partial<Offer> = {}): Offer {
  const request: TaskRequest = {
    jobId: `0x${'01'.repeat(32)}`,
    buyer: '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
    token: ETH_ADDRESS,
    budget: 10n ** 15n,
    maxRate: 10n ** 13n,
    maxUsage: 100n,
    resourceType: 1,
    units: 1,
    workSeconds,
    windowSeconds: 600,
    fundBy: now() + 900,
    assignBy: now() + 1_500,
    maxFeeBps: 800,
    matcher: ETH_ADDRESS,
    specHash: `0x${'02'.repeat(32)}`,
  }
  return {
    id: 'f81d4fae-7dec-51d0-a765-00a0c91e6bf6',
    jobId: '01010101-0101-4101-8101-010101010101',
    taskId: `0x${'03'.repeat(32)}`,
    nodeId,
    state: 'ASSIGNED',
    attempt: 1,
    rate: 10n ** 12n,
    expiresAt: now() + 10,
    dueAt: now() + workSeconds,
    request,
    spec,
    ...overrides,
  }
}

const executor: Executor = {
  name: 'wasm',
  describe: async () => 'none',
  run: async () => ({
    ...{ outcome: 'EXITED', exitCode: 0, detail: null, wallSeconds: 0.5 },
    ...{ outputs: [], missingOutputs: [], isolation: 'none' },
  }),
}

/** As the chain has it that assigned the offer so many seconds ago. */
function assignmentFor({ request, attempt, rate }: Offer, secondsAgo: number): Assignment {
  const assignedAt = now() - secondsAgo
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

  /** An agent whose task was assigned just now, or so many seconds ago. */
  async function agent(blobs: Partial<Blobs> = {}, secondsAgo = 0) {
    const submitted: SignedRunResult[] = []
    const released: Assignment[] = []
    const store: Blobs = {
      download: async () => undefined,
      upload: async (content) => {
        const bytes = 'bytes' in content ? content.bytes : new Uint8Array()
        return { cid: 'bafy', size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
      },
      ...blobs,
    }
    let assignment: Assignment | null = null
    const deps = {
      provider: {
        ...signing,
        assignment: async () => assignment,
        reportProgress: async () => undefined,
        appendLogs: async (_: string, lines: readonly { sourceSeq: number }[]) => lines.at(-1)?.sourceSeq ?? 0,
        submitResult: async (_: string, result: SignedRunResult) => void submitted.push(result),
        task: async () => ({ state: 'ASSIGNED', attempt: 1 }),
        isAssigned: async (_: Hex, told: Assignment) => told === assignment,
        chainTime: async () => now(),
        release: async (_: Hex, told: Assignment) => {
          released.push(told)
          return '0x01'
        },
      },
      blobs: store,
      journal: await createJournal(join(folder, 'journal'), log),
      executors: createExecutorRegistry({ wasm: executor }),
      ...{ log, nodeUnits: 4, workRoot: join(folder, 'work') },
    } as unknown as AssignmentDeps
    const run = (offer: Offer) => {
      assignment = assignmentFor(offer, secondsAgo)
      return runAssignment(offer, spec, deps, new AbortController().signal)
    }
    return { run, submitted, released }
  }

  test('is due when the chain says so, whatever the platform says', async () => {
    for (const dueAt of [null, now() - 3_600]) {
      const { run, submitted } = await agent()
      expect(await run(makeOffer(60, { dueAt }))).toBe('SUBMITTED')
      expect(submitted).toHaveLength(1)
    }
  })

  test('signs the hash of its own manifest', async () => {
    let manifest = new Uint8Array()
    const { run, submitted } = await agent({
      upload: async (content) => {
        manifest = 'bytes' in content ? Uint8Array.from(content.bytes) : manifest
        return { cid: 'bafy', size: 1, sha256: createHash('sha256').update(manifest).digest('hex') }
      },
    })
    const offer = makeOffer(60)
    expect(await run(offer)).toBe('SUBMITTED')
    const resultHash: Hex = `0x${createHash('sha256').update(manifest).digest('hex')}`
    const { taskId, attempt } = offer
    const { usage, signature } = submitted[0] as SignedRunResult
    const typed = resultTypedData(domain, { taskId, attempt, nodeId, usage, resultHash })
    expect(await recoverTypedDataAddress({ ...typed, signature })).toBe(account.address)
  })

  test('a store that names another hash gets no signature: the job goes back', async () => {
    const { run, submitted, released } = await agent({
      upload: async () => ({ cid: 'bafy', size: 1, sha256: 'ee'.repeat(32) }),
    })
    expect(await run(makeOffer(60))).toBe('RELEASED')
    expect(submitted).toEqual([])
    expect(released).toHaveLength(1)
  })

  test('a store that never answers does not hold the job until it is overdue', async () => {
    const download: Blobs['download'] = (_blob, _path, signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const { run, released } = await agent({ download }, 88)
    // Due in 12 seconds. A tenth of the 100 is kept for handing in, so the agent stops waiting after two.
    const offer = makeOffer(100, { dueAt: now() + 12 })
    expect(await run(offer)).toBe('RELEASED')
    expect(released).toHaveLength(1)
    expect(now()).toBeLessThan(offer.dueAt ?? 0)
  })
})
