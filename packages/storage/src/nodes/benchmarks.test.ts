import { randomBytes } from 'node:crypto'
import { BENCHMARK_LIMITS, benchmarkWeightBps, CPU_PART_OPERATIONS, OPERATIONS_PER_HASH } from '@aiigo/domain'
import { describe, expect, it } from '@jest/globals'
import {
  answeredDigests,
  answerStage,
  beginBenchmark,
  benchmarksToCheck,
  checkedBenchmarks,
  claimBenchmarkCheck,
  createNodeChangeReader,
  decayBenchmarks,
  drawBenchmarkCheck,
  expireBenchmarks,
  inTransaction,
  Node,
  NodeBenchmark,
  NodeFailure,
  pruneBenchmarks,
  recordBenchmarkCheck,
  type StageAnswer,
  type Storage,
  settleBenchmarkCheck,
  takeBenchmarkCheck,
} from '../index.js'
import { makeNode } from '../testing/index.js'
import { withStorage } from '../testing/withStorage.js'

let storage: Storage

withStorage(
  (opened) => {
    storage = opened
  },
  { poolSize: 12 },
)

const DAY = 86_400_000
const within = <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(storage, work)
const digestsOf = (count: number, word = 'a') =>
  Array.from({ length: count }, (_, at) => `${word}${at}`.padStart(16, '0'))
const said = { upShare: null, diskWriteMibPerSecond: 90, diskReadMibPerSecond: null, gpuGflops: null }
const answerOf = (stage: StageAnswer['stage'], digests: string[], more: Partial<StageAnswer> = {}): StageAnswer => ({
  ...{ stage, digests, ...said, ...more },
})

async function begin(node: Node): Promise<NodeBenchmark> {
  const begun = await within((em) => beginBenchmark(em, { nodeId: node.id, provider: node.provider }))
  if (!('given' in begun)) throw new Error(`expected a challenge, got ${begun.refused}`)
  return begun.given
}

const rowOf = (id: string) => storage.fork().findOneOrFail(NodeBenchmark, { id })
const nodeOf = (id: string) => storage.fork().findOneOrFail(Node, { id })

/** A node that has answered, and whose check is drawn. */
async function answered(overrides: Partial<Node> = {}) {
  // Those of tests before would be taken first.
  await storage.fork().nativeUpdate(NodeBenchmark, { state: 'ANSWERED' }, { lookAt: null })
  const node = await makeNode(storage.fork(), { hashesPerSecond: 1_000_000n, ...overrides })
  const { id, cpuParts } = await begin(node)
  const own = { id, provider: node.provider }
  // As if the processor had worked for eight seconds.
  await storage.fork().nativeUpdate(NodeBenchmark, { id }, { stageGivenAt: new Date(Date.now() - 8_000) })
  await within((em) => answerStage(em, own, answerOf('CPU', digestsOf(cpuParts))))
  await within((em) => answerStage(em, own, answerOf('MEMORY', digestsOf(4, 'b'))))
  await storage.fork().nativeUpdate(NodeBenchmark, { id }, { stageGivenAt: new Date(Date.now() - 4_000) })
  await within((em) => answerStage(em, own, answerOf('TRANSFER', [], { upShare: 0.25 })))
  const parts = [
    { stage: 'CPU', part: 3 },
    { stage: 'MEMORY', part: 1 },
  ] as const
  await within((em) => drawBenchmarkCheck(em, id, parts))
  return { node, id, own, cpuParts }
}

const due = (id: string) => storage.fork().nativeUpdate(NodeBenchmark, { id }, { lookAt: new Date(Date.now() - 1_000) })
const RIGHT = ['a3'.padStart(16, '0'), 'b1'.padStart(16, '0')]
const WRONG = ['ff'.padStart(16, '0'), 'b1'.padStart(16, '0')]

describe('a challenge of a benchmark', () => {
  it('is one for each node, also when forty calls ask at once, and another only after an hour', async () => {
    const node = await makeNode(storage.fork())
    const own = { nodeId: node.id, provider: node.provider }
    const all = await Promise.all(Array.from({ length: 40 }, () => within((em) => beginBenchmark(em, own))))
    const ids = new Set(all.map((one) => ('given' in one ? one.given.id : one.refused)))
    expect(ids.size).toBe(1)
    const [id] = [...ids] as [string]
    await storage.fork().nativeUpdate(NodeBenchmark, { id }, { expiresAt: new Date(Date.now() - 1) })
    const row = await rowOf(id)
    expect(await within((em) => beginBenchmark(em, own))).toEqual({
      refused: 'TOO_SOON',
      at: new Date(row.askedAt.getTime() + BENCHMARK_LIMITS.intervalSeconds * 1_000),
    })
    await storage.fork().nativeUpdate(NodeBenchmark, { id }, { askedAt: new Date(Date.now() - 3_700_000) })
    const next = await within((em) => beginBenchmark(em, own))
    expect('given' in next && next.given.cpuSeed !== row.cpuSeed).toBe(true)
    expect((await rowOf(id)).state).toBe('EXPIRED')
  })

  it('is given for an active node of the caller alone', async () => {
    const idle = await makeNode(storage.fork(), { state: 'PENDING' })
    expect(await within((em) => beginBenchmark(em, { nodeId: idle.id, provider: idle.provider }))).toEqual({
      refused: 'NOT_ACTIVE',
    })
    const provider = `0x${randomBytes(20).toString('hex')}`
    expect(await within((em) => beginBenchmark(em, { nodeId: idle.id, provider }))).toEqual({ refused: 'UNKNOWN' })
  })

  it('has its time from the platform, and each stage a seed of its own', async () => {
    const { id, node, cpuParts } = await answered()
    const row = await rowOf(id)
    const rate = row.cpuOperationsPerSecond as number
    const expected = (cpuParts * CPU_PART_OPERATIONS) / 8
    expect(rate).toBeLessThanOrEqual(expected)
    expect(rate).toBeGreaterThan(expected * 0.5)
    // 16 MiB each way; a quarter of about four seconds upwards.
    expect(row.networkUpKibPerSecond).toBeLessThanOrEqual(16_384)
    expect(row.networkDownKibPerSecond).toBeLessThanOrEqual(5_462)
    expect(row).toMatchObject({ state: 'ANSWERED', diskWriteMibPerSecond: 90, diskReadMibPerSecond: null })
    expect(new Set([row.cpuSeed, row.memorySeed, row.transferSeed]).size).toBe(3)
    // Nothing counts before the check.
    expect((await nodeOf(node.id)).benchmarkHashesPerSecond).toBeNull()
  })

  it('takes each stage once: a repeated answer changes nothing, another one and a late one are refused', async () => {
    const node = await makeNode(storage.fork())
    const { id, cpuParts } = await begin(node)
    const own = { id, provider: node.provider }
    const first = answerOf('CPU', digestsOf(cpuParts))
    const stranger = { id, provider: `0x${randomBytes(20).toString('hex')}` }
    expect(await within((em) => answerStage(em, stranger, first))).toBeNull()
    expect(await within((em) => answerStage(em, own, answerOf('MEMORY', digestsOf(4))))).toBe('CLOSED')
    const given = (await within((em) => answerStage(em, own, first))) as NodeBenchmark
    const again = (await within((em) => answerStage(em, own, first))) as NodeBenchmark
    expect(again).toMatchObject({ memorySeed: given.memorySeed, stageGivenAt: given.stageGivenAt, stage: 'MEMORY' })
    expect(await within((em) => answerStage(em, own, answerOf('CPU', digestsOf(cpuParts, 'c'))))).toBe('CLOSED')
    await storage.fork().nativeUpdate(NodeBenchmark, { id }, { expiresAt: new Date(Date.now() - 1) })
    expect(await within((em) => answerStage(em, own, answerOf('MEMORY', digestsOf(4))))).toBe('CLOSED')
    expect(await within(expireBenchmarks)).toBe(1)
    expect((await rowOf(id)).state).toBe('EXPIRED')
  })
})

describe('the check of a benchmark', () => {
  it('by a platform node of another owner makes it count', async () => {
    const { id, node } = await answered()
    const platform = await makeNode(storage.fork(), { tier: 'OWNED' })
    const checker = { nodeId: platform.id, provider: platform.provider }
    const other = { nodeId: node.id, provider: node.provider }
    expect(await within((em) => takeBenchmarkCheck(em, other))).toBe('NOT_PLATFORM')
    const taken = (await within((em) => takeBenchmarkCheck(em, checker))) as NodeBenchmark
    expect(taken.id).toBe(id)
    expect(answeredDigests(taken)).toEqual(RIGHT)
    expect(await within((em) => recordBenchmarkCheck(em, { id, nodeId: node.id }, RIGHT))).toBe('CLOSED')
    expect(await within((em) => recordBenchmarkCheck(em, { id, nodeId: platform.id }, RIGHT))).toBe('MATCHED')
    expect(await within((em) => recordBenchmarkCheck(em, { id, nodeId: platform.id }, RIGHT))).toBe('CLOSED')
    const { benchmarkHashesPerSecond, benchmarkAt, benchmarkWeightBps: weight } = await nodeOf(node.id)
    const row = await rowOf(id)
    expect(row).toMatchObject({ state: 'CHECKED', cpuDigests: null, lookAt: null })
    expect(benchmarkHashesPerSecond).toBe(
      BigInt(Math.floor((row.cpuOperationsPerSecond as number) / OPERATIONS_PER_HASH)),
    )
    expect([benchmarkAt, weight]).toEqual([row.answeredAt, 10_000])
    const known = await checkedBenchmarks(storage.fork(), [await nodeOf(node.id)])
    expect(known.get(node.id)?.id).toBe(id)
  })

  it('is not taken by a node of the same owner, and not by two', async () => {
    const { node } = await answered()
    const own = await makeNode(storage.fork(), { tier: 'OWNED', provider: node.provider })
    const checks = async (provider: string, nodeId: string) => {
      const taken = await within((em) => takeBenchmarkCheck(em, { nodeId, provider }))
      return taken && typeof taken === 'object' ? taken.nodeId : taken
    }
    expect(await checks(own.provider, own.id)).not.toBe(node.id)
    const platforms = await Promise.all(Array.from({ length: 4 }, () => makeNode(storage.fork(), { tier: 'OWNED' })))
    const taken = await Promise.all(platforms.map(({ id, provider }) => checks(provider, id)))
    expect(taken.filter((one) => one === node.id)).toHaveLength(1)
  })

  it('that differs twice alike costs points, once by the worker alone only the benchmark', async () => {
    const before = await answered()
    const platform = await makeNode(storage.fork(), { tier: 'OWNED' })
    await within((em) => takeBenchmarkCheck(em, { nodeId: platform.id, provider: platform.provider }))
    const told = { id: before.id, nodeId: platform.id }
    expect(await within((em) => recordBenchmarkCheck(em, told, WRONG))).toBe('DIFFERED')
    expect(await within((em) => settleBenchmarkCheck(em, before.id, WRONG))).toMatchObject({ isProven: true })
    expect(await rowOf(before.id)).toMatchObject({
      ...{
        state: 'VOID',
        reason: 'a platform node and the worker computed other digests for CPU part 3, MEMORY part 1',
      },
    })
    expect((await storage.fork().findOne(NodeFailure, { nodeId: before.node.id }))?.points).toBe(4)
    const alone = await answered()
    expect(await within((em) => settleBenchmarkCheck(em, alone.id, WRONG))).toMatchObject({ isProven: false })
    expect((await rowOf(alone.id)).state).toBe('VOID')
    expect(await storage.fork().findOne(NodeFailure, { nodeId: alone.node.id })).toBeNull()
    expect(await within((em) => settleBenchmarkCheck(em, alone.id, RIGHT))).toBeNull()
    // The next one comes after a week: repeating inventions until one passes takes long.
    const { node } = alone
    const week = Date.now() + 6 * 86_400_000
    const next = await within((em) => beginBenchmark(em, { nodeId: node.id, provider: node.provider }))
    expect(next).toMatchObject({ refused: 'TOO_SOON' })
    expect('at' in next && next.at.getTime()).toBeGreaterThan(week)
  })

  it('of a broken platform node harms nobody', async () => {
    const { id, node } = await answered()
    const platform = await makeNode(storage.fork(), { tier: 'OWNED' })
    await within((em) => takeBenchmarkCheck(em, { nodeId: platform.id, provider: platform.provider }))
    await within((em) => recordBenchmarkCheck(em, { id, nodeId: platform.id }, WRONG))
    const settled = await within((em) => settleBenchmarkCheck(em, id, RIGHT))
    expect(settled).toEqual({ isEqual: true, isProven: false, other: WRONG })
    expect((await nodeOf(node.id)).benchmarkWeightBps).toBe(10_000)
  })

  it('is done by one worker, and by another one when that dies', async () => {
    const { id } = await answered()
    await due(id)
    expect((await benchmarksToCheck(storage.fork(), 100)).map((one) => one.id)).toContain(id)
    const claims = await Promise.all([0, 1, 2].map(() => within((em) => claimBenchmarkCheck(em, id, 60))))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect((await benchmarksToCheck(storage.fork(), 100)).map((one) => one.id)).not.toContain(id)
    await due(id)
    expect(await within((em) => claimBenchmarkCheck(em, id, 60))).toMatchObject({ id })
  })
})

describe('a benchmark that grows old', () => {
  it('counts less every day, which is a change of the node for match indexes, then nothing; old rows are deleted', async () => {
    const { id, node } = await answered()
    await within((em) => settleBenchmarkCheck(em, id, RIGHT))
    const reader = createNodeChangeReader(storage)
    let seq = await reader.load(() => undefined)
    const { benchmarkAt } = await nodeOf(node.id)
    for (const days of [13.5, 14, 15, 15.9, 30, 44.99, 45, 60]) {
      const before = (await nodeOf(node.id)).benchmarkWeightBps
      await within((em) => decayBenchmarks(em, 1_000, new Date((benchmarkAt as Date).getTime() + days * DAY)))
      expect((await nodeOf(node.id)).benchmarkWeightBps).toBe(benchmarkWeightBps(days))
      const read = await reader.changesAfter(seq)
      const seen = read?.changes.find((one) => one.id === node.id)
      if (before === benchmarkWeightBps(days)) expect(seen).toBeUndefined()
      else expect(seen).toMatchObject({ node: { benchmarkWeightBps: benchmarkWeightBps(days) } })
      seq = read?.seq ?? seq
    }
    expect(await pruneBenchmarks(storage, new Date(Date.now() - DAY))).toBe(0)
    expect(await pruneBenchmarks(storage, new Date(Date.now() + DAY))).toBeGreaterThan(0)
  })
})
