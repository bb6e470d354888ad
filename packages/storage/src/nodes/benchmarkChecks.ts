import { BENCHMARK_LIMITS, type BenchmarkPart, benchmarkWeightBps, WRONG_RESULT_POINTS } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { databaseNow } from '../db/databaseNow.js'
import { effectsOf } from '../db/inTransaction.js'
import { benchmarkHashes } from './benchmarks.js'
import { Node } from './Node.js'
import { NodeBenchmark } from './NodeBenchmark.js'
import { recordNodeChange } from './nodeChanges.js'

/** Benchmarks whose check is to be looked at, the longest due first. */
export async function benchmarksToCheck(em: EntityManager, limit: number): Promise<NodeBenchmark[]> {
  const rows = await em.execute<object[]>(
    'select * from node_benchmark where look_at <= clock_timestamp() order by look_at limit ?',
    [limit],
  )
  return rows.map((row) => em.map(NodeBenchmark, row))
}

async function lockAnswered(em: EntityManager, id: string): Promise<NodeBenchmark | null> {
  const [row] = await em.execute<object[]>(
    `select * from node_benchmark where id = ? and state = 'ANSWERED' for no key update`,
    [id],
  )
  return row ? em.map(NodeBenchmark, row) : null
}

/**
 * Records the parts of an answer that are computed again. The first draw stands. Platform nodes may take the check from
 * here on; the worker looks when none has.
 * @param em of `inTransaction`
 */
export async function drawBenchmarkCheck(
  em: EntityManager,
  id: string,
  parts: readonly BenchmarkPart[],
): Promise<void> {
  const found = await lockAnswered(em, id)
  if (!found || found.checkParts) return
  const lookAt = new Date((await databaseNow(em)) + BENCHMARK_LIMITS.checkWaitSeconds * 1_000)
  await em.nativeUpdate(NodeBenchmark, { id }, { checkParts: [...parts], lookAt })
}

/**
 * Keeps a check for one worker until some time. @param em of `inTransaction`
 * @returns null when another process has it, or it is over
 */
export async function claimBenchmarkCheck(
  em: EntityManager,
  id: string,
  seconds: number,
): Promise<NodeBenchmark | null> {
  const found = await lockAnswered(em, id)
  const now = await databaseNow(em)
  if (!found?.checkParts || !found.lookAt || found.lookAt.getTime() > now) return null
  await em.nativeUpdate(NodeBenchmark, { id }, { lookAt: new Date(now + seconds * 1_000) })
  return found
}

/**
 * Gives a check to a platform node of another owner than the benchmark's.
 * @param em of `inTransaction`
 * @returns null: there is none. NOT_PLATFORM: the node does not belong to the platform
 */
export async function takeBenchmarkCheck(
  em: EntityManager,
  { nodeId, provider }: { readonly nodeId: string; readonly provider: string },
): Promise<NodeBenchmark | null | 'NOT_PLATFORM'> {
  const node = await em.findOne(Node, { id: nodeId, provider })
  if (node?.tier !== 'OWNED' || !node.registered || node.state !== 'ACTIVE') return 'NOT_PLATFORM'
  const [row] = await em.execute<object[]>(
    `select * from node_benchmark where look_at is not null and state = 'ANSWERED' and check_parts is not null
       and provider <> ? and (checker_id = ? or checker_id is null) and differing_digests is null
     order by checker_id nulls last, look_at limit 1 for no key update skip locked`,
    [provider, nodeId],
  )
  if (!row) return null
  const taken = em.map(NodeBenchmark, row)
  const lookAt = new Date((await databaseNow(em)) + BENCHMARK_LIMITS.checkSeconds * 1_000)
  // The second time it is the same node that lost the answer: its time does not begin anew.
  if (taken.checkerId === null) await em.nativeUpdate(NodeBenchmark, { id: taken.id }, { checkerId: nodeId, lookAt })
  return taken
}

/** The digests that an answer has for its drawn parts. */
export const answeredDigests = ({ checkParts, cpuDigests, memoryDigests }: NodeBenchmark): string[] =>
  (checkParts ?? []).map(({ stage, part }) => (stage === 'CPU' ? cpuDigests : memoryDigests)?.[part] ?? '')

/**
 * Takes what a platform node computed. Equal digests end the check; others are kept until the worker has computed the
 * parts, too: hardware can be wrong.
 * @param em of `inTransaction`
 */
export async function recordBenchmarkCheck(
  em: EntityManager,
  { id, nodeId }: { readonly id: string; readonly nodeId: string },
  digests: readonly string[],
): Promise<'MATCHED' | 'DIFFERED' | 'CLOSED'> {
  const found = await lockAnswered(em, id)
  if (!found?.checkParts || found.checkerId !== nodeId || found.differingDigests) return 'CLOSED'
  if (digests.join() === answeredDigests(found).join()) {
    await endBenchmarkCheck(em, found, { isEqual: true, reason: null, counts: false })
    return 'MATCHED'
  }
  await em.nativeUpdate(
    NodeBenchmark,
    { id },
    { differingDigests: [...digests], lookAt: new Date(await databaseNow(em)) },
  )
  return 'DIFFERED'
}

/**
 * Ends a check by what the worker computed.
 * @param em of `inTransaction`
 * @returns null when another process has ended it
 */
export async function settleBenchmarkCheck(
  em: EntityManager,
  id: string,
  digests: readonly string[],
): Promise<{ isEqual: boolean; isProven: boolean; other: readonly string[] | null } | null> {
  const found = await lockAnswered(em, id)
  if (!found?.checkParts) return null
  const isEqual = digests.join() === answeredDigests(found).join()
  const other = found.differingDigests ?? null
  const isProven = !isEqual && other?.join() === digests.join()
  const words = isProven ? 'a platform node and the worker' : 'the worker'
  const reason = isEqual ? null : `${words} computed other digests for ${namesOf(found)}`
  await endBenchmarkCheck(em, found, { isEqual, reason, counts: isProven })
  return { isEqual, isProven, other }
}

const namesOf = ({ checkParts }: NodeBenchmark): string =>
  (checkParts ?? []).map(({ stage, part }) => `${stage} part ${part}`).join(', ')

async function endBenchmarkCheck(
  em: EntityManager,
  benchmark: NodeBenchmark,
  { isEqual, reason, counts }: { isEqual: boolean; reason: string | null; counts: boolean },
): Promise<void> {
  const { id, nodeId, provider, answeredAt } = benchmark
  const now = await databaseNow(em)
  const ended = { state: isEqual ? ('CHECKED' as const) : ('VOID' as const), reason, lookAt: null }
  // They are as large as all the rest; those that differ are kept for people.
  const forgotten = isEqual ? { cpuDigests: null, memoryDigests: null } : {}
  await em.nativeUpdate(NodeBenchmark, { id }, { ...ended, ...forgotten, checkedAt: new Date(now) })
  if (counts) effectsOf(em).failure(nodeId, WRONG_RESULT_POINTS)
  const age = (now - (answeredAt as Date).getTime()) / 86_400_000
  const figure = isEqual ? benchmarkHashes(benchmark).toString() : null
  // A later benchmark may have been checked before. A sold node has none of its earlier owner.
  await em.execute(
    `update node set benchmark_hashes_per_second = ?::numeric, benchmark_at = ?::timestamptz, benchmark_weight_bps = ?, updated_at = now()
     where id = ? and provider = ? and (benchmark_at is null or benchmark_at <= ?::timestamptz)`,
    [
      ...[figure, isEqual ? (answeredAt as Date).toISOString() : null, isEqual ? benchmarkWeightBps(age) : 0],
      ...[nodeId, provider, (answeredAt as Date).toISOString()],
    ],
  )
  recordNodeChange(em)
}
