import { NodeDocument } from '@aiigo/client'
import { every } from '@aiigo/domain'
import { codeOf, type Provider } from '@aiigo/sdk'
import type { Logger } from '@aiigo/service'
import type { Hex } from 'viem'
import { type BenchmarkDeps, takeBenchmark } from './takeBenchmark.js'

export interface KeepDeps extends Omit<BenchmarkDeps, 'provider' | 'log' | 'onStage'> {
  readonly provider: Pick<
    Provider,
    'client' | 'beginBenchmark' | 'answerBenchmark' | 'takeBenchmarkCheck' | 'reportBenchmarkCheck' | 'now'
  >
  readonly nodeId: Hex
  /** Whether the node is active, runs no job and is not paused by its owner. */
  readonly isIdle: () => boolean
  /** Whether it takes benchmarks; checks of a platform node go on without. */
  readonly isOn: boolean
  readonly log: Logger
  readonly signal: AbortSignal
  /** Default a random part of a day, so that all agents of a platform do not come at once. */
  readonly firstMs?: number
  /** Default half a minute. */
  readonly lookMs?: number
}

const FIRST_MS = 86_400_000
const LOOK_MS = 30_000
/** A benchmark is taken again when the last one is so old. */
const WEEK_MS = 604_800_000
/** After an attempt, whatever came of it: the platform gives one challenge an hour. */
const HOUR_MS = 3_660_000

/** Until aborted: takes a benchmark when none is fresh, and on a platform node computes parts of those of others. */
export async function keepBenchmarked(deps: KeepDeps): Promise<void> {
  const { provider, nodeId, isIdle, isOn, compute, log, signal, lookMs = LOOK_MS } = deps
  let nextAt = Date.now() + (deps.firstMs ?? Math.random() * FIRST_MS)
  let tier: string | null = null

  async function look(): Promise<void> {
    if (!isIdle()) return
    if (isOn && Date.now() >= nextAt) await takeWhenDue()
    tier ??= (await provider.client.execute(NodeDocument, { id: nodeId }, { signal })).node?.tier ?? null
    if (tier === 'OWNED') await checkOthers()
  }

  async function takeWhenDue(): Promise<void> {
    const { node } = await provider.client.execute(NodeDocument, { id: nodeId }, { signal })
    const answeredAt = node?.benchmark ? Date.parse(node.benchmark.answeredAt) : 0
    if (answeredAt + WEEK_MS > provider.now()) {
      nextAt = Date.now() + answeredAt + WEEK_MS - provider.now()
      return
    }
    // At different times, where many were refused together.
    nextAt = Date.now() + HOUR_MS * (1 + 5 * Math.random())
    await takeBenchmark(nodeId, deps, signal)
    log.info({ nodeId }, 'answered a benchmark; the platform checks it')
  }

  async function checkOthers(): Promise<void> {
    const check = await provider.takeBenchmarkCheck(nodeId, { signal })
    if (!check) return
    await provider.reportBenchmarkCheck(nodeId, check.id, await compute(check.parts, signal), { signal })
    log.info({ benchmark: check.id }, 'computed parts of a benchmark again')
  }

  await every(lookMs, signal, look, (error) => {
    // The tier can change.
    tier = null
    log.warn({ reason: (error as Error).message, code: codeOf(error) }, 'no benchmark this time')
  })
}
