import { randomBytes, randomUUID } from 'node:crypto'
import {
  BENCHMARK_LIMITS,
  BENCHMARK_STALE_DAYS,
  type BenchmarkStage,
  benchmarkWeightBps,
  CPU_PART_OPERATIONS,
  cpuPartsFor,
  MEMORY_PART_MIB,
  OPERATIONS_PER_HASH,
  verifiedPowerOf,
} from '@aiigo/domain'
import type { EntityManager, Storage } from '../db/createStorage.js'
import { databaseNow } from '../db/databaseNow.js'
import { deleteInSlices, deleteRows, type Pruning } from '../db/deleteInSlices.js'
import { Node } from './Node.js'
import { NodeBenchmark } from './NodeBenchmark.js'
import { recordNodeChange } from './nodeChanges.js'

/** Answer of a node to a stage. Figures are MiB and GFLOP a second. */
export interface StageAnswer {
  readonly stage: BenchmarkStage
  /** Of all parts, in their order; empty for the transfer. */
  readonly digests: readonly string[]
  /** Null: nothing was transferred. The share of the transfer's time that storing took, 0 to 1. */
  readonly upShare: number | null
  readonly diskWriteMibPerSecond: number | null
  readonly diskReadMibPerSecond: number | null
  readonly gpuGflops: number | null
}

const seed = (): string => randomBytes(32).toString('hex')

/** Under the lock of the node's row. */
async function lockNode(em: EntityManager, nodeId: string): Promise<Node | null> {
  const [row] = await em.execute<object[]>('select * from node where id = ? for no key update', [nodeId])
  return row ? em.map(Node, row) : null
}

async function lockBenchmark(em: EntityManager, id: string): Promise<NodeBenchmark | null> {
  const [row] = await em.execute<object[]>('select * from node_benchmark where id = ? for no key update', [id])
  return row ? em.map(NodeBenchmark, row) : null
}

/**
 * Gives a node the challenge of a benchmark: the one that is open, or a new one.
 * @param em of `inTransaction`
 * @returns TOO_SOON: not before `at`. NOT_ACTIVE: the chain does not have it work. UNKNOWN: not this provider's.
 */
export async function beginBenchmark(
  em: EntityManager,
  { nodeId, provider }: { readonly nodeId: string; readonly provider: string },
): Promise<{ given: NodeBenchmark } | { refused: 'UNKNOWN' | 'NOT_ACTIVE' } | { refused: 'TOO_SOON'; at: Date }> {
  const node = await lockNode(em, nodeId)
  if (node?.provider !== provider) return { refused: 'UNKNOWN' }
  if (!node.registered || node.state !== 'ACTIVE') return { refused: 'NOT_ACTIVE' }
  const now = await databaseNow(em)
  const last = await em.findOne(NodeBenchmark, { nodeId }, { orderBy: { askedAt: 'desc' } })
  if (last?.state === 'OPEN' && last.provider === provider && last.expiresAt.getTime() > now) return { given: last }
  // An answer that was found wrong costs a week of trying.
  const { intervalSeconds, afterVoidSeconds } = BENCHMARK_LIMITS
  const pause = last?.state === 'VOID' ? afterVoidSeconds : intervalSeconds
  const next = (last?.askedAt.getTime() ?? 0) + pause * 1_000
  if (next > now) return { refused: 'TOO_SOON', at: new Date(next) }
  await em.nativeUpdate(NodeBenchmark, { nodeId, state: 'OPEN' }, { state: 'EXPIRED' })
  const at = new Date(now)
  const id = randomUUID()
  await em.insert(NodeBenchmark, {
    ...{ id, nodeId, provider, state: 'OPEN' as const, stage: 'CPU' as const, stageGivenAt: at, cpuSeed: seed() },
    cpuParts: cpuPartsFor(largest(node.hashesPerSecond, verifiedPowerOf(node))),
    memoryParts: BENCHMARK_LIMITS.memoryParts,
    ...{ askedAt: at, expiresAt: new Date(now + BENCHMARK_LIMITS.answerSeconds * 1_000) },
  })
  return { given: await em.findOneOrFail(NodeBenchmark, { id }) }
}

/** Ends an open benchmark without an answer; the next one comes after the usual time. */
export async function endBenchmark(em: EntityManager, id: string): Promise<void> {
  await em.nativeUpdate(NodeBenchmark, { id, state: 'OPEN' }, { state: 'EXPIRED' })
}

const largest = (one: bigint, other: bigint): bigint => (one > other ? one : other)

/**
 * Takes the answer of a stage. Its time is the database's, from giving the stage to this call. The same answer again
 * changes nothing.
 * @param em of `inTransaction`
 * @returns CLOSED: it is answered, expired, or another stage is due; null where it is not this provider's
 */
export async function answerStage(
  em: EntityManager,
  { id, provider }: { readonly id: string; readonly provider: string },
  answer: StageAnswer,
): Promise<NodeBenchmark | 'CLOSED' | null> {
  const found = await lockBenchmark(em, id)
  if (found?.provider !== provider) return null
  if (isRepeated(found, answer)) return found
  const now = await databaseNow(em)
  if (found.state !== 'OPEN' || found.stage !== answer.stage || now > found.expiresAt.getTime()) return 'CLOSED'
  // The owner of then may have sold the node.
  const node = await em.findOne(Node, { id: found.nodeId })
  if (node?.provider !== provider) return null
  const seconds = Math.max(0.001, (now - found.stageGivenAt.getTime()) / 1_000)
  const given = { stageGivenAt: new Date(now) }
  const digests = [...answer.digests]
  const changes: Partial<NodeBenchmark> =
    answer.stage === 'CPU'
      ? {
          ...{ ...given, stage: 'MEMORY', memorySeed: seed(), cpuDigests: digests },
          cpuOperationsPerSecond: Math.floor((found.cpuParts * CPU_PART_OPERATIONS) / seconds),
        }
      : answer.stage === 'MEMORY'
        ? {
            ...{ ...given, stage: 'TRANSFER', transferSeed: seed(), memoryDigests: digests },
            memoryMibPerSecond: Math.floor((found.memoryParts * MEMORY_PART_MIB) / seconds),
          }
        : { ...transferOf(answer, seconds), state: 'ANSWERED', answeredAt: new Date(now), lookAt: new Date(now) }
  await em.nativeUpdate(NodeBenchmark, { id }, changes)
  return em.findOneOrFail(NodeBenchmark, { id }, { refresh: true })
}

/** Whether the stage was answered so before, and the answer to that call got lost. */
function isRepeated({ stage, state, cpuDigests, memoryDigests }: NodeBenchmark, answer: StageAnswer): boolean {
  if (answer.stage === 'TRANSFER') return state !== 'OPEN' && state !== 'EXPIRED'
  if (state !== 'OPEN') return false
  const known = answer.stage === 'CPU' ? cpuDigests : memoryDigests
  return answer.stage !== stage && known?.join() === answer.digests.join()
}

function transferOf(answer: StageAnswer, seconds: number): Partial<NodeBenchmark> {
  const { upShare, diskWriteMibPerSecond, diskReadMibPerSecond, gpuGflops } = answer
  const said = { diskWriteMibPerSecond, diskReadMibPerSecond, gpuGflops }
  if (upShare === null) return said
  const kib = BENCHMARK_LIMITS.transferBytes / 1_024
  const rate = (share: number): number => Math.floor(kib / Math.max(0.001, seconds * share))
  return { ...said, networkUpKibPerSecond: rate(upShare), networkDownKibPerSecond: rate(1 - upShare) }
}

/** The last checked benchmark of each node. Nodes without one are left out, and so are those of earlier owners. */
export async function checkedBenchmarks(
  em: EntityManager,
  nodes: readonly Pick<Node, 'id' | 'benchmarkAt'>[],
): Promise<Map<string, NodeBenchmark>> {
  const ids = nodes.filter(({ benchmarkAt }) => benchmarkAt).map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const rows = await em.execute<object[]>(
    `select b.* from node n join node_benchmark b
       on b.node_id = n.id and b.answered_at = n.benchmark_at and b.state = 'CHECKED'
     where n.id = any(string_to_array(?, ','))`,
    [ids.join(',')],
  )
  return new Map(rows.map((row) => em.map(NodeBenchmark, row)).map((one) => [one.nodeId, one]))
}

/** Ends the challenges that were not answered in time. @returns how many */
export async function expireBenchmarks(em: EntityManager): Promise<number> {
  const rows = await em.execute<object[]>(
    `update node_benchmark set state = 'EXPIRED' where id in (
       select id from node_benchmark where state = 'OPEN' and expires_at < clock_timestamp() order by id limit 2000 for no key update skip locked)
     returning id`,
  )
  return rows.length
}

/**
 * Writes how much benchmarks still count, by their age in whole days: a change of each node's row, so that indexes in
 * memory read it again.
 * @param em of `inTransaction`
 * @param now default: the database's clock
 * @returns how many nodes' weights changed
 */
export async function decayBenchmarks(em: EntityManager, limit: number, now: Date | null = null): Promise<number> {
  const weights = Array.from({ length: BENCHMARK_STALE_DAYS + 1 }, (_, day) => benchmarkWeightBps(day))
  const rows = await em.execute<object[]>(
    `with clock as (select coalesce(?::timestamptz, clock_timestamp()) as now),
     weighed as (
       select n.id, n.benchmark_weight_bps as before,
         (string_to_array(?, ','))[1 + least(?::int, greatest(0, floor(extract(epoch from clock.now - n.benchmark_at) / 86400)))::int]::int as weight
       from node n, clock where n.benchmark_at is not null and n.benchmark_weight_bps > 0),
     due as (
       select w.id, w.weight from weighed w join node n on n.id = w.id
       where w.weight <> w.before order by w.id limit ? for no key update of n skip locked)
     update node n set benchmark_weight_bps = due.weight, updated_at = now() from due where n.id = due.id returning n.id`,
    [now?.toISOString() ?? null, weights.join(','), BENCHMARK_STALE_DAYS, limit],
  )
  if (rows.length > 0) recordNodeChange(em)
  return rows.length
}

/**
 * Deletes benchmarks of long ago; the one that a node's row names is younger, or counts for nothing.
 * @returns how many
 */
export async function pruneBenchmarks(storage: Storage, before: Date, pruning?: Pruning): Promise<number> {
  const statement = `delete from node_benchmark where id in (
      select id from node_benchmark where asked_at < ?::timestamptz order by asked_at limit ?)`
  return deleteInSlices((rows) => deleteRows(storage, statement, [before.toISOString(), rows]), pruning)
}

/** The figure of a benchmark's processor as hashes of a proof of work, a second. */
export function benchmarkHashes({ cpuOperationsPerSecond }: Pick<NodeBenchmark, 'cpuOperationsPerSecond'>): bigint {
  return BigInt(Math.floor((cpuOperationsPerSecond ?? 0) / OPERATIONS_PER_HASH))
}
