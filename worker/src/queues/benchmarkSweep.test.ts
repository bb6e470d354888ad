import { computeCpuPart, computeMemoryPart } from '@aiigo/domain'
import { createLogger } from '@aiigo/service'
import { answerStage, beginBenchmark, inTransaction, Node, NodeBenchmark, type Storage } from '@aiigo/storage'
import { makeNode } from '@aiigo/storage/testing'
import { withStorage } from '@aiigo/storage/testing/withStorage'
import { expect, test } from '@jest/globals'
import type { ComputeParts } from '../verification/computeParts.js'
import type { WorkerSettings } from '../WorkerDeps.js'
import { benchmarkDecay } from './benchmarkDecay.js'
import { benchmarkSweep } from './benchmarkSweep.js'

let storage: Storage

withStorage(
  (opened) => {
    storage = opened
  },
  { poolSize: 4 },
)

const settings = { checkSecret: 's'.repeat(32) } as WorkerSettings
const compute: ComputeParts = async (parts) =>
  parts.map(({ stage, seed, part }) => (stage === 'CPU' ? computeCpuPart(seed, part) : computeMemoryPart(seed, part)))
const sweep = (computing = compute) =>
  benchmarkSweep({ storage, settings, log: createLogger({ name: 'test', level: 'silent' }) }, computing)
const update = (id: string, values: object) => storage.fork().nativeUpdate(NodeBenchmark, { id }, values)
const rowOf = (id: string) => storage.fork().findOneOrFail(NodeBenchmark, { id })

/** A node that answers; of the processor's work it computes a small number of parts, so that the test is short. */
async function answered(isHonest: boolean) {
  const { id: nodeId, provider } = await makeNode(storage.fork(), { hashesPerSecond: 1_000n })
  const begun = await inTransaction(storage, (em) => beginBenchmark(em, { nodeId, provider }))
  if (!('given' in begun)) throw new Error('expected a challenge')
  const { id, cpuSeed } = begun.given
  await update(id, { cpuParts: 2, memoryParts: 1 })
  const said = { upShare: null, diskWriteMibPerSecond: null, diskReadMibPerSecond: null, gpuGflops: null }
  const digests = isHonest ? [0, 1].map((part) => computeCpuPart(cpuSeed, part)) : ['0', '1'].map((d) => d.repeat(16))
  const next = await inTransaction(storage, (em) =>
    answerStage(em, { id, provider }, { ...said, stage: 'CPU', digests }),
  )
  const memory = computeMemoryPart((next as NodeBenchmark).memorySeed as string, 0)
  await inTransaction(storage, (em) =>
    answerStage(em, { id, provider }, { ...said, stage: 'MEMORY', digests: [memory] }),
  )
  await inTransaction(storage, (em) => answerStage(em, { id, provider }, { ...said, stage: 'TRANSFER', digests: [] }))
  return { id, nodeId }
}

test('an honest answer counts once the worker has computed its parts, an invented one never does', async () => {
  const [honest, liar] = [await answered(true), await answered(false)]
  await sweep()
  const drawn = await rowOf(honest.id)
  expect(drawn).toMatchObject({ state: 'ANSWERED' })
  expect(drawn.checkParts).toHaveLength(3)
  // Platform nodes have their minute first.
  await sweep(async () => {
    throw new Error('expected no computation yet')
  })
  const past = { lookAt: new Date(Date.now() - 1_000) }
  await Promise.all([honest, liar].map(({ id }) => update(id, past)))
  // The worker dies while it computes: the check is kept, and another one does it.
  await expect(
    sweep(async () => {
      throw new Error('killed')
    }),
  ).rejects.toThrow('killed')
  expect((await rowOf(honest.id)).state).toBe('ANSWERED')
  await Promise.all([honest, liar].map(({ id }) => update(id, past)))
  await Promise.all([sweep(), sweep()])
  expect((await rowOf(honest.id)).state).toBe('CHECKED')
  expect(await rowOf(liar.id)).toMatchObject({ state: 'VOID' })
  const [good, bad] = await Promise.all(
    [honest, liar].map(({ nodeId }) => storage.fork().findOneOrFail(Node, { id: nodeId })),
  )
  expect(good).toMatchObject({ benchmarkWeightBps: 10_000 })
  expect(bad).toMatchObject({ benchmarkWeightBps: 0, benchmarkHashesPerSecond: null })
}, 60_000)

test('a benchmark of a month ago counts less, in as many transactions as it takes', async () => {
  const node = await makeNode(storage.fork(), {
    ...{ benchmarkHashesPerSecond: 5n, benchmarkWeightBps: 10_000 },
    benchmarkAt: new Date(Date.now() - 30.5 * 86_400_000),
  })
  await benchmarkDecay({ storage })
  const { benchmarkWeightBps } = await storage.fork().findOneOrFail(Node, { id: node.id })
  expect(benchmarkWeightBps).toBe(Math.floor((15 * 10_000) / 31))
})
