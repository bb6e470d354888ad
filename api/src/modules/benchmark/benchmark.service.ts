import { createHash } from 'node:crypto'
import { BENCHMARK_LIMITS, contentIdOf, type Problem, transferBytes } from '@aiigo/domain'
import {
  answerStage,
  beginBenchmark,
  endBenchmark,
  inTransaction,
  Node,
  NodeBenchmark,
  recordBenchmarkCheck,
  type Storage,
  takeBenchmarkCheck,
} from '@aiigo/storage'
import type { Viewer } from '../../graphql/context.js'
import { isUuid } from '../../graphql/isUuid.js'
import type { ForgetFiles } from '../file/createForgetFiles.js'
import type { FileCheck } from '../job/blobCheck.js'
import { unknownNode } from '../node/unknownNode.js'
import type {
  AnswerBenchmarkInput,
  BenchmarkCheckPayload,
  BenchmarkPayload,
  BenchmarkTask,
  BenchmarkTransferInput,
} from './benchmark.type.js'

interface Deps {
  storage: Storage
  checkFiles: FileCheck
  forgetFiles: ForgetFiles
  now: () => number
}

const DIGEST = /^[0-9a-f]{16}$/
const SHA256 = /^[0-9a-f]{64}$/
/** Stored bytes are deleted when they have been looked at, or a little later. Seconds. */
const KEPT_SECONDS = 60

export type BenchmarkService = ReturnType<typeof createBenchmarkService>

const refused = (...userErrors: Problem[]): BenchmarkPayload => ({ task: null, retryAt: null, userErrors })
const refusedCheck = (...userErrors: Problem[]): BenchmarkCheckPayload => ({ check: null, userErrors })
const nothing = { task: null, retryAt: null, userErrors: [] }

/** Benchmarks of nodes: challenges, answers, and checks by platform nodes. */
export function createBenchmarkService({ storage, checkFiles, forgetFiles, now }: Deps) {
  async function own({ address }: Viewer, id: string): Promise<NodeBenchmark | null> {
    return isUuid(id) ? storage.fork().findOne(NodeBenchmark, { id, provider: address }) : null
  }

  /** Whether the node has stored the bytes that it was told to store. */
  async function problemsOfTransfer(
    { id, transferSeed }: NodeBenchmark,
    { sha256, upShare }: BenchmarkTransferInput,
    holder: string,
  ): Promise<Problem[]> {
    if (!(upShare > 0 && upShare < 1)) {
      const message = `expected a share between 0 and 1, got ${upShare}`
      return [{ code: 'BENCHMARK_INVALID', field: 'input.transfer.upShare', message }]
    }
    const isHash = SHA256.test(sha256)
    if (!isHash || sha256 !== (await sha256OfTransfer(transferSeed ?? ''))) {
      // The hash costs the platform tens of milliseconds: an owner has it computed for one wrong answer.
      if (isHash) await endBenchmark(storage.fork(), id)
      const message = `expected the SHA-256 of the bytes that follow from the seed, got ${sha256.slice(0, 64)}`
      return [{ code: 'BENCHMARK_INVALID', field: 'input.transfer.sha256', message }]
    }
    const file = { cid: contentIdOf(sha256), sha256, size: BENCHMARK_LIMITS.transferBytes }
    return checkFiles([{ field: 'input.transfer', file }], holder, Math.floor(now() / 1_000) + KEPT_SECONDS)
  }

  return {
    async begin({ address }: Viewer, nodeId: string): Promise<BenchmarkPayload> {
      const begun = await inTransaction(storage, (em) => beginBenchmark(em, { nodeId, provider: address }))
      if ('given' in begun) return { ...nothing, task: toTask(begun.given) }
      if (begun.refused === 'UNKNOWN') return refused(unknownNode(nodeId, 'nodeId'))
      if ('at' in begun) {
        const message = `expected an hour since the last benchmark of the node; ask again at ${begun.at.toISOString()}`
        return { ...refused({ code: 'BENCHMARK_TOO_SOON', field: 'nodeId', message }), retryAt: begun.at }
      }
      const message = `expected a node that is ACTIVE on chain, ${nodeId} is not; ask again once it is`
      return refused({ code: 'NODE_NOT_ACTIVE', field: 'nodeId', message })
    },

    async answer(viewer: Viewer, id: string, input: AnswerBenchmarkInput): Promise<BenchmarkPayload> {
      const found = await own(viewer, id)
      if (!found) return refused(unknown(id))
      const problems = problemsOf(found, input)
      if (problems.length > 0) return refused(...problems)
      const isDue = found.state === 'OPEN' && found.stage === input.stage
      const transfer = isDue && input.stage === 'TRANSFER' ? (input.transfer ?? null) : null
      const unfit = transfer ? await problemsOfTransfer(found, transfer, viewer.address) : []
      if (unfit.length > 0) return refused(...unfit)
      const { stage, digests, diskWriteMibPerSecond, diskReadMibPerSecond, gpuGflops } = input
      const said = {
        diskWriteMibPerSecond: diskWriteMibPerSecond ?? null,
        diskReadMibPerSecond: diskReadMibPerSecond ?? null,
        gpuGflops: gpuGflops ?? null,
      }
      const answer = { stage, digests, upShare: transfer?.upShare ?? null, ...said }
      const taken = await inTransaction(storage, (em) => answerStage(em, { id, provider: viewer.address }, answer))
      // Else the store deletes them within a day.
      if (transfer) await forgetFiles(viewer.address, [contentIdOf(transfer.sha256)]).catch(() => undefined)
      if (taken === null) return refused(unknown(id))
      if (taken === 'CLOSED') {
        const message = `expected an answer of the stage that is due, in time, got ${stage}; begin another benchmark`
        return refused({ code: 'BENCHMARK_CLOSED', field: 'id', message })
      }
      return { ...nothing, task: taken.state === 'OPEN' ? toTask(taken) : null }
    },

    async take({ address }: Viewer, nodeId: string): Promise<BenchmarkCheckPayload> {
      if (!(await storage.fork().count(Node, { id: nodeId, provider: address })))
        return refusedCheck(unknownNode(nodeId, 'nodeId'))
      const taken = await inTransaction(storage, (em) => takeBenchmarkCheck(em, { nodeId, provider: address }))
      if (taken === 'NOT_PLATFORM') {
        const message = `expected an active node of the caller of tier OWNED, got ${nodeId}`
        return refusedCheck({ code: 'NOT_A_PLATFORM_NODE', field: 'nodeId', message })
      }
      if (taken === null) return { check: null, userErrors: [] }
      const { cpuSeed, memorySeed } = taken
      const parts = (taken.checkParts ?? []).map(({ stage, part }) => ({
        ...{ stage, part, seed: stage === 'CPU' ? cpuSeed : (memorySeed ?? '') },
      }))
      return { check: { id: taken.id, parts }, userErrors: [] }
    },

    async report(
      { address }: Viewer,
      { id, nodeId }: { id: string; nodeId: string },
      digests: string[],
    ): Promise<BenchmarkCheckPayload> {
      const node = await storage.fork().findOne(Node, { id: nodeId, provider: address })
      if (!node || !isUuid(id)) return refusedCheck(node ? unknown(id) : unknownNode(nodeId, 'nodeId'))
      const most = BENCHMARK_LIMITS.checkedCpuParts + BENCHMARK_LIMITS.checkedMemoryParts
      if (digests.length > most || digests.some((digest) => !DIGEST.test(digest))) {
        const message = `expected at most ${most} digests of 16 hex digits`
        return refusedCheck({ code: 'BENCHMARK_INVALID', field: 'digests', message })
      }
      const recorded = await inTransaction(storage, (em) => recordBenchmarkCheck(em, { id, nodeId }, digests))
      if (recorded !== 'CLOSED') return { check: null, userErrors: [] }
      const message = 'expected a check that this node has taken and that goes on; take another one'
      return refusedCheck({ code: 'CHECK_CLOSED', field: 'id', message })
    },
  }
}

function unknown(id: string): Problem {
  const message = `expected the id of a benchmark of one of the caller's nodes, got ${id}`
  return { code: 'BENCHMARK_UNKNOWN', field: 'id', message }
}

function toTask({ id, nodeId, stage, expiresAt, ...row }: NodeBenchmark): BenchmarkTask {
  const { cpuSeed, memorySeed, transferSeed, cpuParts, memoryParts } = row
  const work = {
    CPU: { seed: cpuSeed, size: cpuParts },
    MEMORY: { seed: memorySeed ?? '', size: memoryParts },
    TRANSFER: { seed: transferSeed ?? '', size: BENCHMARK_LIMITS.transferBytes },
  }
  return { id, nodeId, stage, expiresAt, ...work[stage] }
}

function problemsOf({ cpuParts, memoryParts }: NodeBenchmark, input: AnswerBenchmarkInput): Problem[] {
  const { stage, digests, diskReadMibPerSecond, diskWriteMibPerSecond, gpuGflops } = input
  const expected = { CPU: cpuParts, MEMORY: memoryParts, TRANSFER: 0 }[stage]
  const problem = (field: string, message: string): Problem => ({
    ...{ code: 'BENCHMARK_INVALID', field: `input.${field}`, message },
  })
  if (digests.length !== expected)
    return [problem('digests', `expected ${expected} digests for the stage ${stage}, got ${digests.length}`)]
  if (digests.some((digest) => !DIGEST.test(digest)))
    return [problem('digests', 'expected digests of 16 hex digits, lower case')]
  const claimed = Object.entries({ diskReadMibPerSecond, diskWriteMibPerSecond, gpuGflops })
  return claimed.flatMap(([field, value]) =>
    value == null || (value > 0 && value <= BENCHMARK_LIMITS.mostClaimed)
      ? []
      : [problem(field, `expected 1 to ${BENCHMARK_LIMITS.mostClaimed}, got ${value}`)],
  )
}

/** Piece by piece: other requests have their turn between. */
async function sha256OfTransfer(seed: string): Promise<string> {
  const hash = createHash('sha256')
  for (const piece of transferBytes(seed, BENCHMARK_LIMITS.transferBytes)) {
    hash.update(piece)
    await new Promise(setImmediate)
  }
  return hash.digest('hex')
}
