import { createHash } from 'node:crypto'
import { BENCHMARK_LIMITS, computeCpuPart, computeMemoryPart, contentIdOf, transferBytes } from '@aiigo/domain'
import { drawBenchmarkCheck, inTransaction, type Node } from '@aiigo/storage'
import { makeNode } from '@aiigo/storage/testing'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Person, startApi, type TestApi } from '../../testing/startApi.js'

const TASK = 'task { id stage seed size expiresAt } retryAt userErrors { code field message }'
const BEGIN = `mutation ($nodeId: Bytes!) { beginBenchmark(nodeId: $nodeId) { ${TASK} } }`
const ANSWER = `mutation ($id: ID!, $input: AnswerBenchmarkInput!) { answerBenchmark(id: $id, input: $input) { ${TASK} } }`
const TAKE = `mutation ($nodeId: Bytes!) { takeBenchmarkCheck(nodeId: $nodeId) {
  check { id parts { stage seed part } } userErrors { code } } }`
const REPORT = `mutation ($id: ID!, $nodeId: Bytes!, $digests: [String!]!) {
  reportBenchmarkCheck(id: $id, nodeId: $nodeId, digests: $digests) { userErrors { code } } }`
const NODE = `mutation ($nodeId: Bytes!) { setAvailability(nodeId: $nodeId, availability: AVAILABLE) { node { benchmark {
  weightBps cpuOperationsPerSecond memoryMibPerSecond networkUpKibPerSecond networkDownKibPerSecond
  diskWriteMibPerSecond gpuGflops verifiedHashesPerSecond } } } }`

interface Task {
  id: string
  stage: string
  seed: string
  size: number
}

let api: TestApi
let owner: Person
let stranger: Person
let platform: Person
beforeAll(async () => {
  api = await startApi()
  ;[owner, stranger, platform] = await Promise.all([api.person(), api.person(), api.person()])
}, 90_000)
afterAll(() => api?.close())

const nodeOf = (person: Person, more: Partial<Node> = {}) =>
  makeNode(api.storage.fork(), { provider: person.address, hashesPerSecond: 1_000n, ...more })
const begin = async (person: Person, nodeId: string) => (await person.ask(BEGIN, { nodeId })).data.beginBenchmark
const answer = async (person: Person, id: string, input: object) =>
  (await person.ask(ANSWER, { id, input })).data.answerBenchmark
const codes = ({ userErrors }: { userErrors: { code: string }[] }) => userErrors.map(({ code }) => code)
const shown = async (nodeId: string) => (await owner.ask(NODE, { nodeId })).data.setAvailability.node.benchmark
const storedBytes = (seed: string): string => {
  const hash = createHash('sha256')
  for (const piece of transferBytes(seed, BENCHMARK_LIMITS.transferBytes)) hash.update(piece)
  return hash.digest('hex')
}

test('a node works through the stages, a platform node computes drawn parts again, and everybody sees the figures', async () => {
  const node = await nodeOf(owner)
  const { task } = (await begin(owner, node.id)) as { task: Task }
  expect(task).toMatchObject({ stage: 'CPU', size: BENCHMARK_LIMITS.leastCpuParts })
  expect((await begin(owner, node.id)).task).toEqual(task)
  const cpu = Array.from({ length: task.size }, (_, part) =>
    // All but the drawn one are made up: computing them takes long here.
    part === 5 ? computeCpuPart(task.seed, part) : part.toString(16).padStart(16, '0'),
  )
  const memory = (await answer(owner, task.id, { stage: 'CPU', digests: cpu })).task as Task
  expect(memory).toMatchObject({ id: task.id, stage: 'MEMORY', size: 4 })
  const digests = ['0', '1', '2', '3'].map((word) => word.padStart(16, '0'))
  digests[2] = computeMemoryPart(memory.seed, 2)
  const transfer = (await answer(owner, task.id, { stage: 'MEMORY', digests })).task as Task
  expect(transfer).toMatchObject({ stage: 'TRANSFER', size: BENCHMARK_LIMITS.transferBytes })
  const sha256 = storedBytes(transfer.seed)
  const said = { stage: 'TRANSFER', digests: [], transfer: { sha256, upShare: 0.5 }, diskWriteMibPerSecond: 77 }
  expect(codes(await answer(owner, task.id, said))).toEqual(['BLOB_NOT_FOUND'])
  api.remotes.blobs.set(contentIdOf(sha256), BENCHMARK_LIMITS.transferBytes)
  const other = { ...said, transfer: { sha256: '0'.repeat(63), upShare: 0.5 } }
  expect(codes(await answer(owner, task.id, other))).toEqual(['BENCHMARK_INVALID'])
  expect(await answer(owner, task.id, said)).toMatchObject({ task: null, userErrors: [] })
  expect(api.remotes.deleted.join()).toContain(contentIdOf(sha256))
  expect(await answer(owner, task.id, said)).toMatchObject({ task: null, userErrors: [] })
  expect(await shown(node.id)).toBeNull()

  const drawn = [
    { stage: 'CPU', part: 5 },
    { stage: 'MEMORY', part: 2 },
  ] as const
  await inTransaction(api.storage, (em) => drawBenchmarkCheck(em, task.id, drawn))
  const checker = await nodeOf(platform, { tier: 'OWNED' })
  expect(codes((await owner.ask(TAKE, { nodeId: node.id })).data.takeBenchmarkCheck)).toEqual(['NOT_A_PLATFORM_NODE'])
  const { check } = (await platform.ask(TAKE, { nodeId: checker.id })).data.takeBenchmarkCheck
  expect(check.parts).toEqual([
    { stage: 'CPU', seed: task.seed, part: 5 },
    { stage: 'MEMORY', seed: memory.seed, part: 2 },
  ])
  const computed = { id: check.id, nodeId: checker.id, digests: [cpu[5], digests[2]] }
  expect(codes((await stranger.ask(REPORT, computed)).data.reportBenchmarkCheck)).toEqual(['NODE_UNKNOWN'])
  expect((await platform.ask(REPORT, computed)).data.reportBenchmarkCheck.userErrors).toEqual([])
  expect(codes((await platform.ask(REPORT, computed)).data.reportBenchmarkCheck)).toEqual(['CHECK_CLOSED'])
  const benchmark = await shown(node.id)
  expect(benchmark).toMatchObject({ weightBps: 10_000, diskWriteMibPerSecond: 77, gpuGflops: null })
  expect(benchmark.verifiedHashesPerSecond).toBe(Math.floor(benchmark.cpuOperationsPerSecond / 800))
  // Half of the time each way.
  expect(benchmark.networkUpKibPerSecond).toBe(benchmark.networkDownKibPerSecond)
  expect((await platform.ask(TAKE, { nodeId: checker.id })).data.takeBenchmarkCheck.check).toBeNull()
}, 60_000)

test('strangers, and answers that do not fit, get a reason', async () => {
  const node = await nodeOf(owner)
  expect(codes(await begin(stranger, node.id))).toEqual(['NODE_UNKNOWN'])
  const { task } = (await begin(owner, node.id)) as { task: Task }
  const one = '0'.padStart(16, '0')
  expect(codes(await answer(stranger, task.id, { stage: 'CPU', digests: [one] }))).toEqual(['BENCHMARK_UNKNOWN'])
  expect((await answer(owner, task.id, { stage: 'CPU', digests: [one] })).userErrors[0].message).toBe(
    `expected ${task.size} digests for the stage CPU, got 1`,
  )
  const few = Array.from({ length: 4 }, () => one)
  expect(codes(await answer(owner, task.id, { stage: 'MEMORY', digests: few }))).toEqual(['BENCHMARK_CLOSED'])
  const many = Array.from({ length: task.size }, () => 'x')
  expect(codes(await answer(owner, task.id, { stage: 'CPU', digests: many }))).toEqual(['BENCHMARK_INVALID'])
  const idle = await nodeOf(owner, { state: 'PENDING' })
  expect(codes(await begin(owner, idle.id))).toEqual(['NODE_NOT_ACTIVE'])
})

test('bytes that do not follow from the seed end the benchmark: they are computed once for each', async () => {
  const node = await nodeOf(owner)
  const { task } = (await begin(owner, node.id)) as { task: Task }
  const made = (count: number) => Array.from({ length: count }, (_, part) => part.toString(16).padStart(16, '0'))
  await answer(owner, task.id, { stage: 'CPU', digests: made(task.size) })
  const last = (await answer(owner, task.id, { stage: 'MEMORY', digests: made(4) })).task as Task
  const said = (sha256: string) => ({ stage: 'TRANSFER', digests: [], transfer: { sha256, upShare: 0.5 } })
  expect(codes(await answer(owner, task.id, said('0'.repeat(64))))).toEqual(['BENCHMARK_INVALID'])
  expect(codes(await answer(owner, task.id, said(storedBytes(last.seed))))).toEqual(['BENCHMARK_CLOSED'])
  expect(codes(await begin(owner, node.id))).toEqual(['BENCHMARK_TOO_SOON'])
}, 60_000)
