import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { computeCpuPart, computeMemoryPart, transferBytes } from '@aiigo/domain'
import type { BenchmarkAnswer, BenchmarkTask } from '@aiigo/sdk'
import { createLogger } from '@aiigo/service'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { ComputeParts } from './computeParts.js'
import { type KeepDeps, keepBenchmarked } from './keepBenchmarked.js'

const SEED = createHash('sha256').update('a seed').digest('hex')
const NODE = '0x1111111111111111'
const compute: ComputeParts = async (parts) =>
  parts.map(({ stage, seed, part }) => (stage === 'CPU' ? computeCpuPart(seed, part) : computeMemoryPart(seed, part)))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-benchmark-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A platform of one node, which ends with `until`. */
async function meet(
  { answeredAt = null, tier = 'COMMUNITY' }: { answeredAt?: number | null; tier?: string },
  more: Partial<KeepDeps> = {},
  until: (met: { answers: BenchmarkAnswer[]; looks: number; reported: unknown[] }) => boolean = () => true,
) {
  const ending = new AbortController()
  const met = { answers: [] as BenchmarkAnswer[], looks: 0, reported: [] as unknown[] }
  const see = () => void (until(met) && ending.abort())
  const task = (stage: BenchmarkTask['stage'], size: number): BenchmarkTask => ({
    ...{ id: 'benchmark', nodeId: NODE, stage, seed: SEED, size, expiresAt: '2100-01-01T00:00:00Z' },
  })
  const following = [task('MEMORY', 1), task('TRANSFER', 2_097_152), null]
  const provider = {
    now: () => Date.now(),
    client: {
      async execute() {
        return { node: { tier, benchmark: answeredAt && { answeredAt: new Date(answeredAt).toISOString() } } }
      },
    },
    beginBenchmark: async () => task('CPU', 2),
    async answerBenchmark(_: BenchmarkTask, answer: BenchmarkAnswer) {
      met.answers.push(answer)
      return following.shift() ?? null
    },
    takeBenchmarkCheck: async () => ({ id: 'other', parts: [{ stage: 'CPU', seed: SEED, part: 7 }] }),
    async reportBenchmarkCheck(...reported: unknown[]) {
      met.reported.push(reported.slice(0, 3))
      see()
    },
  }
  const stored: Buffer[] = []
  const blobs = {
    async upload({ bytes }: { bytes: Buffer }) {
      stored.push(bytes)
      return { cid: 'b', sha256: 'c', size: bytes.length }
    },
    readOwn: async () => undefined,
  }
  await keepBenchmarked({
    ...({ provider, blobs } as unknown as Pick<KeepDeps, 'provider' | 'blobs'>),
    ...{ nodeId: NODE, folder, compute, isOn: true, firstMs: 0, lookMs: 1 },
    ...{ log: createLogger({ name: 'test', level: 'silent' }), signal: ending.signal, ...more },
    isIdle() {
      met.looks++
      if (tier !== 'OWNED') see()
      return more.isIdle?.() ?? true
    },
  })
  return { ...met, stored }
}

test('a node without a fresh benchmark answers each stage by its work, once', async () => {
  // The second look comes after the answers.
  const { answers, stored } = await meet({}, {}, ({ looks }) => looks > 2)
  expect(answers.map(({ digests }) => digests)).toEqual([
    [computeCpuPart(SEED, 0), computeCpuPart(SEED, 1)],
    [computeMemoryPart(SEED, 0)],
    undefined,
  ])
  const bytes = Buffer.concat([...transferBytes(SEED, 2_097_152)])
  expect(stored).toEqual([bytes])
  const { transfer, diskWriteMibPerSecond: disk } = answers[2] as BenchmarkAnswer
  expect(transfer?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(transfer?.upShare).toBeGreaterThan(0)
  // A disk below half a MiB a second has no figure.
  expect(disk === null || Number(disk) > 0).toBe(true)
}, 60_000)

test('a fresh benchmark is left for a week, and a setting turns them off', async () => {
  const { answers } = await meet({ answeredAt: Date.now() - 6 * 86_400_000 }, {}, ({ looks }) => looks > 1)
  const off = await meet({}, { isOn: false }, ({ looks }) => looks > 1)
  expect([...answers, ...off.answers]).toEqual([])
})

test('a platform node computes the parts of others when it is idle', async () => {
  let isIdle = false
  const waiting = setTimeout(() => {
    isIdle = true
  }, 20)
  const { reported } = await meet({ tier: 'OWNED' }, { isOn: false, isIdle: () => isIdle })
  clearTimeout(waiting)
  expect(reported).toEqual([[NODE, 'other', [computeCpuPart(SEED, 7)]]])
}, 30_000)
