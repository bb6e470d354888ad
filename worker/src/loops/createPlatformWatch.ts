import { setTimeout as sleep } from 'node:timers/promises'
import { every, isMarketFailing, mayBreak, PLATFORM_PARTS, type PlatformPart } from '@aiigo/domain'
import { createMetrics, type LoopProgress, type Metrics } from '@aiigo/service'
import {
  endTroubles,
  lastSign,
  lastTrouble,
  marketOutcomes,
  openTroubles,
  readCursor,
  recordSign,
  recordTrouble,
  type Storage,
} from '@aiigo/storage'
import { BaseError } from 'viem'
import type { Subgraph } from '../subgraph/createSubgraph.js'
import type { WorkerDeps } from '../WorkerDeps.js'

export interface PlatformWatchOptions {
  subgraph: Pick<Subgraph, 'head'>
  /** Rejects while the blob store does not answer. */
  blobs(): Promise<unknown>
  metrics?: Metrics
  progress?: LoopProgress
  signal: AbortSignal
  /** Trouble that the operator declares; null for none. */
  declared?: string | null
  /** Between two looks, milliseconds; default 5 000. */
  everyMs?: number
  /** For how long subgraph and follower may be behind the chain, milliseconds; default 30 000. */
  lagMs?: number
  /** How old signs of life of the platform's processes may be, milliseconds; default 30 000. */
  signMs?: number
  /** Age of the latest block that is trouble; null where a quiet chain makes no blocks. Milliseconds, default null. */
  blockAgeMs?: number | null
}

export interface Heads {
  chain: number
  /** Null when it can't be read. */
  subgraph: number | null
  follower: number | null
  /** For how long the chain has been ahead of them, milliseconds. */
  subgraphLagMs: number
  followerLagMs: number
}

export interface PlatformWatch {
  /** Looks regularly until the signal. */
  run(): Promise<void>
  /** One look: records what is not well, and what is well again. */
  look(): Promise<void>
  /** Where chain, subgraph and follower stand. @returns a line for people @throws Error when one is too far behind */
  checkHeads(): Promise<string>
  /** @throws Error naming the troubles that last */
  checkTroubles(): Promise<void>
}

/** Below the limit of health checks. Milliseconds. */
const ANSWER_MS = 1_500
/** Heads that are remembered. */
const REMEMBERED = 200

/**
 * Watches the parts that jobs depend on, and records their troubles in the database, for all processes. Every worker
 * may run one: trouble that any of them sees counts.
 */
export function createPlatformWatch(
  { storage, marketplace, log }: Pick<WorkerDeps, 'marketplace' | 'log'> & { storage: Storage },
  options: PlatformWatchOptions,
): PlatformWatch {
  const { subgraph, metrics = createMetrics({ runtime: false }), progress, signal } = options
  const { everyMs = 5_000, lagMs = 30_000, signMs = 30_000, blockAgeMs = null } = options
  const quietMs = 3 * everyMs
  /** When the chain was first seen at a block, oldest first. */
  let heads: { at: number; block: number; hash: string | null }[] = []
  const troubleGauge = metrics.gauge('aiigo_trouble')
  const lagGauge = metrics.gauge('aiigo_lag_seconds')
  const reorgs = metrics.histogram('aiigo_reorg_depth_blocks')
  metrics.gauge('aiigo_chain_head_age_seconds', (gauge) => {
    const last = heads.at(-1)
    if (last) gauge.set((Date.now() - last.at) / 1_000)
  })

  /** Milliseconds for which the chain has been ahead of a block. */
  function lagOf(block: number, now: number): number {
    const ahead = heads.find((head) => head.block > block)
    return ahead ? now - ahead.at : 0
  }

  /** Blocks that were replaced, as far as heads are remembered. */
  async function depthOfReorganisation(): Promise<number> {
    const top = heads.at(-1)?.block ?? 0
    for (const { block, hash } of heads.toReversed()) {
      if (hash !== null && (await marketplace.blockHash(block)) === hash) return top - block
    }
    return top - (heads[0]?.block ?? top) + 1
  }

  async function lookAtChain(now: number): Promise<string | null> {
    const block = await marketplace.head()
    const last = heads.at(-1)
    // A block that is not what it was: the chain is another one from somewhere before it.
    const changed = last?.hash ? (await marketplace.blockHash(last.block)) !== last.hash : false
    if (changed) {
      reorgs.observe(await depthOfReorganisation())
      heads = []
    }
    if (block !== heads.at(-1)?.block) heads.push({ at: now, block, hash: await marketplace.blockHash(block) })
    heads = heads.slice(-REMEMBERED)
    if (changed) return `the chain was reorganised: block ${last?.block} is another one, the head is block ${block}`
    const age = blockAgeMs === null ? 0 : now - (await marketplace.blockTime()).getTime()
    if (blockAgeMs !== null && age > blockAgeMs) return `the latest block is ${Math.round(age / 1000)} s old`
    return null
  }

  async function readHeads(): Promise<Heads> {
    const now = Date.now()
    const chain = await marketplace.head()
    const [indexed, cursor] = await Promise.all([
      Promise.race([subgraph.head(), sleep(ANSWER_MS, null, { ref: false })]).then(
        (found) => found?.block ?? null,
        () => null,
      ),
      readCursor(storage.fork(), 'subgraph'),
    ])
    const follower = cursor?.block ?? null
    const lag = (block: number | null) => (block === null ? 0 : lagOf(block, now))
    return { chain, subgraph: indexed, follower, subgraphLagMs: lag(indexed), followerLagMs: lag(follower) }
  }

  /** The parts that have been behind the chain for too long, each with a line for people. */
  function lateParts(state: Heads): { part: 'SUBGRAPH' | 'FOLLOWER'; lagMs: number; details: string }[] {
    const { chain, subgraph, follower, subgraphLagMs, followerLagMs } = state
    const parts = [
      { part: 'SUBGRAPH', what: 'the subgraph is', block: subgraph, lagMs: subgraphLagMs },
      { part: 'FOLLOWER', what: 'chain-sync is', block: follower, lagMs: followerLagMs },
    ] as const
    return parts
      .filter(({ lagMs: lag }) => lag > lagMs)
      .map(({ part, what, block, lagMs: lag }) => ({
        ...{ part, lagMs: lag },
        details: `${what} at block ${block}, ${chain - (block ?? 0)} behind the chain (block ${chain}) for ${Math.round(lag / 1000)} s`,
      }))
  }

  /** The troubles of now, by part. */
  async function examine(): Promise<Map<PlatformPart, { details: string; since?: Date }>> {
    const found = new Map<PlatformPart, { details: string; since?: Date }>()
    const em = storage.fork()
    const now = Date.now()
    const sign = await recordSign(em, 'WORKER')
    if (sign && now - sign.getTime() > signMs) {
      found.set('WORKER', { details: 'no worker ran, or the database was away', since: sign })
    }
    const api = await lastSign(em, 'API')
    if (api && now - api.getTime() > signMs) found.set('API', { details: 'no API process answers', since: api })
    if (options.declared) found.set('OPERATOR', { details: options.declared })
    const away = (error: unknown) =>
      `does not answer: ${error instanceof BaseError ? error.shortMessage : String(error)}`
    const chain = await lookAtChain(now).catch((error: unknown) => `the chain’s node ${away(error)}`)
    if (chain) found.set('CHAIN', { details: chain })
    await options.blobs().catch((error: unknown) => found.set('BLOBS', { details: `the blob store ${away(error)}` }))
    const state = await readHeads().catch(() => null)
    if (state) {
      const { subgraphLagMs, followerLagMs } = state
      lagGauge.set({ of: 'subgraph' }, subgraphLagMs / 1000)
      lagGauge.set({ of: 'follower' }, followerLagMs / 1000)
      if (state.subgraph === null) found.set('SUBGRAPH', { details: 'the subgraph does not answer' })
      for (const { part, lagMs: lag, details } of lateParts(state)) {
        found.set(part, { details, since: new Date(now - lag) })
      }
    }
    const outcomes = await marketOutcomes(em, await marketplace.now().catch(() => new Date()))
    if (isMarketFailing(outcomes) && mayBreak(await lastTrouble(em, 'MARKET'), new Date())) {
      found.set('MARKET', { details: `nodes of ${outcomes.failingProviders} providers failed at once` })
    }
    return found
  }

  async function look(): Promise<void> {
    const found = await examine()
    const em = storage.fork()
    for (const [part, { details, since }] of found) {
      if (await recordTrouble(em, part, details, since)) {
        log.warn({ part, details }, 'the platform is not well; no node is penalised meanwhile')
      }
    }
    for (const part of await endTroubles(em, quietMs)) log.info({ part }, 'a trouble of the platform is over')
    const open = new Set((await openTroubles(em)).map(({ part }) => part))
    for (const part of PLATFORM_PARTS) troubleGauge.set({ part }, open.has(part) ? 1 : 0)
  }

  return {
    look,
    run: () =>
      every(
        everyMs,
        signal,
        async () => {
          await look()
          progress?.succeeded()
        },
        (err) => {
          progress?.failed()
          log.warn({ err }, 'the platform could not be looked at')
        },
      ),
    async checkHeads() {
      const state = await readHeads()
      if (state.subgraph === null) throw new Error(`the subgraph does not answer; the chain is at block ${state.chain}`)
      const late = lateParts(state)
      if (late.length > 0) throw new Error(late.map(({ details }) => details).join('; '))
      return `chain at block ${state.chain}, subgraph ${state.subgraph}, chain-sync ${state.follower ?? 'at none'}`
    },
    async checkTroubles() {
      const open = await openTroubles(storage.fork())
      if (open.length === 0) return
      const lines = open.map(({ part, details, startedAt }) => `${part} since ${startedAt.toISOString()}: ${details}`)
      throw new Error(`no node is penalised meanwhile: ${lines.join('; ')}`)
    },
  }
}
