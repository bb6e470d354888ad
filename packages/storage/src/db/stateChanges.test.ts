import { randomBytes, randomUUID } from 'node:crypto'
import { expect, it } from '@jest/globals'
import {
  inTransaction,
  mirrorNodes,
  moveJob,
  offerJobs,
  recordPanel,
  type StateChange,
  type Storage,
} from '../index.js'
import { makeJob, makeNode } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'

let storage: Storage
const told: StateChange[] = []

withStorage(
  (opened) => {
    storage = opened
  },
  { poolSize: 4, onTransition: (transition) => told.push(transition) },
)

const toldSince = async (act: () => Promise<unknown>): Promise<string[]> => {
  told.length = 0
  await act()
  return told.map(({ of, from, to }) => `${of}: ${from} → ${to}`)
}

it('tells of a job’s move once it is committed, and not of one that was rolled back or did not happen', async () => {
  const job = await makeJob(storage.fork(), { state: 'QUEUED' })
  const cancel = () => inTransaction(storage, (em) => moveJob(em, job, 'CANCELLED'))
  const failing = inTransaction(storage, async (em) => {
    await moveJob(em, job, 'CANCELLED')
    throw new Error('after the move')
  })
  expect(await toldSince(() => failing.catch(() => undefined))).toEqual([])
  expect(await toldSince(cancel)).toEqual(['job: QUEUED → CANCELLED'])
  expect(await toldSince(cancel)).toEqual([])
})

it('tells of offers that the database made', async () => {
  const [job, node] = [await makeJob(storage.fork(), { state: 'QUEUED' }), await makeNode(storage.fork())]
  const rate = BigInt(Object.values(node.asks)[0] ?? 0)
  const score = { total: 1 } as never
  const request = { jobId: job.id, wanted: 1, seconds: 10, candidates: [{ nodeId: node.id, rate, score }] }
  expect(await toldSince(() => offerJobs(storage, [request], 'timeouts'))).toEqual([
    'job: QUEUED → MATCHED',
    'attempt: null → OFFERED',
  ])
})

it('tells of nodes as the chain has them, and of a dispute’s phases', async () => {
  const node = {
    ...{ id: `0x${randomBytes(8).toString('hex')}`, provider: `0x${'a'.repeat(40)}`, resourceType: 'CPU' as const },
    ...{
      units: 1,
      region: 'EU',
      tier: 'COMMUNITY' as const,
      trustLevel: 'NONE' as const,
      reputation: 5_000,
      activeStake: 1n,
    },
    ...{ hashesPerSecond: 1n, asks: {}, state: 'PENDING' },
  }
  const mirror = (state: 'PENDING' | 'ACTIVE', block: number) => () =>
    inTransaction(storage, (em) => mirrorNodes(em, [{ ...node, state }], block))
  expect(await toldSince(mirror('PENDING', 5))).toEqual(['node: null → PENDING'])
  expect(await toldSince(mirror('ACTIVE', 7))).toEqual(['node: PENDING → ACTIVE'])
  expect(await toldSince(mirror('ACTIVE', 8))).toEqual([])
  // An older block says nothing of now.
  expect(await toldSince(mirror('PENDING', 6))).toEqual([])

  const { id } = await makeJob(storage.fork(), { id: randomUUID(), state: 'DISPUTED' })
  const panel = [1, 2, 3].map((digit) => `0x${String(digit).repeat(40)}`)
  const seen = (phase: 'COMMIT' | 'REVEAL') => () => recordPanel(storage, id, { phase, panel, openedAt: new Date() })
  expect(await toldSince(seen('COMMIT'))).toEqual(['dispute: null → COMMIT'])
  expect(await toldSince(seen('REVEAL'))).toEqual(['dispute: COMMIT → REVEAL'])
  expect(await toldSince(seen('REVEAL'))).toEqual([])
})
