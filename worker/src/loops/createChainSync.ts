import { backoffMs, every } from '@aiigo/domain'
import { message, queues } from '@aiigo/queue'
import { type LoopProgress, type Metrics, withLogContext } from '@aiigo/service'
import {
  because,
  enqueue,
  inTransaction,
  Job,
  linkWallets,
  mirrorChallenges,
  mirrorNodes,
  readCursor,
  writeCursor,
} from '@aiigo/storage'
import { BaseError } from 'viem'
import { followOwnEnd } from '../lifecycle/followOwnEnd.js'
import { jobsBehind } from '../lifecycle/jobsBehind.js'
import { syncJob } from '../lifecycle/syncJob.js'
import type { Head, Subgraph } from '../subgraph/createSubgraph.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import type { Leadership } from './createLeadership.js'

const CURSOR = 'subgraph'
/** Blocks read again after a reorganisation; deeper ones than this do not happen on the chains we run on. */
const SAFE_DEPTH = 64
/** Waits between looks while the subgraph or the chain is away; the first one is twice the usual. */
const BACKOFF = { attempts: Number.POSITIVE_INFINITY, maxMs: 5_000 }
/** Jobs caught up at a time. */
const PARALLEL = 32

export interface ChainSyncOptions {
  subgraph: Subgraph
  /**
   * Hash of a block as the chain has it now (the subgraph keeps none of earlier blocks); null when it has no such
   * block.
   */
  hashOf(block: number): Promise<string | null>
  /** One process follows the chain at a time. */
  leadership: Pick<Leadership, 'look'>
  /** Block of the deployment. */
  startBlock: number
  pollMs: number
  signal: AbortSignal
  progress: LoopProgress
  metrics: Metrics
}

export interface ChainSync {
  /** Runs until the signal; connection trouble is logged and tried again. */
  run(): Promise<void>
  /** One look. @returns whether there was anything new */
  pass(): Promise<boolean>
}

/**
 * Follows the subgraph: mirrors nodes and challenges, and lets every job whose task changed catch up with the chain.
 * The subgraph says *what* changed; a job's truth is read from the contract, or was in the receipt of our own
 * transaction. Repeating a range changes nothing, so a
 * reorganisation is answered by reading a stretch again.
 */
export function createChainSync(deps: WorkerDeps, options: ChainSyncOptions): ChainSync {
  const { storage, log } = deps
  const { subgraph, hashOf, leadership, startBlock, pollMs, signal, progress } = options
  /** Jobs that the subgraph was behind, and the blocks at which they are looked at again. */
  const ahead = new Map<string, number>()
  const rewinds = options.metrics.counter('aiigo_rewinds_total')

  /** First block to read from, or null when there is nothing new. */
  async function rangeStart(head: Head): Promise<{ from: number; rewound: boolean } | null> {
    const cursor = await readCursor(storage.fork(), CURSOR)
    if (!cursor) return { from: startBlock, rewound: false }
    const rewound = { from: Math.max(startBlock, Math.min(cursor.block, head.block) - SAFE_DEPTH), rewound: true }
    if (head.block < cursor.block) return rewound
    if (head.block === cursor.block) return head.hash === cursor.blockHash ? null : rewound
    const hash = await hashOf(cursor.block)
    return hash !== null && cursor.blockHash !== null && hash !== cursor.blockHash
      ? rewound
      : { from: cursor.block, rewound: false }
  }

  /**
   * One job that can't be brought up to date must not keep the others waiting: it goes to its queue, where it is tried
   * again. Only when the chain does not answer everything stops here, so that nothing is passed over.
   * @returns ids that failed
   */
  async function catchUpJobs(
    ids: readonly string[],
    { behind, indexed }: Awaited<ReturnType<typeof jobsBehind>>,
  ): Promise<string[]> {
    const failed: string[] = []
    const known = new Map(behind.map((job) => [job.id, job]))
    const one = async (id: string, chainHead: number): Promise<void> => {
      try {
        const [job, task] = [known.get(id), indexed.get(id)]
        await withLogContext({ jobId: id }, async () => {
          if (job && task && (await followOwnEnd(deps, job, task, chainHead))) return
          await syncJob(deps, id, { head: chainHead, indexed: task })
        })
      } catch (error) {
        if (error instanceof BaseError) throw error
        log.error({ err: error, jobId: id }, 'a job could not catch up with the chain; it is tried again by itself')
        failed.push(id)
      }
    }
    for (let at = 0; at < ids.length; at += PARALLEL) {
      const head = await deps.marketplace.head()
      await Promise.all(ids.slice(at, at + PARALLEL).map((id) => one(id, head)))
    }
    return failed
  }

  async function pass(): Promise<boolean> {
    const start = await rangeStart(await subgraph.head())
    if (!start) return false
    const { head, tasks, nodes, challenges, walletLinks } = await subgraph.changesSince(start.from)
    await inTransaction(storage, async (em) => {
      await mirrorNodes(em, nodes, head.block, start.rewound)
      await mirrorChallenges(em, challenges)
      await linkWallets(em, walletLinks)
      // A new node proves its power at once; the handler skips a node with an open challenge.
      const fresh = nodes.filter(({ state, activeStake }) => state === 'PENDING' && activeStake > 0n)
      enqueue(em, ...fresh.map(({ id }) => message(queues.powChallenge, { nodeId: id }, { distinguish: ['first'] })))
    })
    const em = storage.fork()
    const look = await jobsBehind(em, tasks, head.block)
    const open = start.rewound
      ? await em.find(
          Job,
          {
            $or: [
              { state: { $nin: ['PAID', 'REFUNDED', 'TIMED_OUT', 'CANCELLED'] }, refunded: false },
              // Their end is provisional.
              { final: false, $or: [{ state: { $in: ['PAID', 'REFUNDED'] } }, { refunded: true }] },
            ],
          },
          { fields: ['id'] },
        )
      : []
    const due = [...ahead].filter(([, block]) => block <= head.block).map(([id]) => id)
    const ids = new Set([...look.behind, ...open].map(({ id }) => id).concat(due))
    const failed = await catchUpJobs([...ids], look)
    for (const id of ids) ahead.delete(id)
    for (const { id, readBlock } of look.ahead) ahead.set(id, readBlock ?? head.block)
    const again = { distinguish: [String(head.block), head.hash ?? ''] }
    if (failed.length > 0) {
      const messages = failed.map((jobId) => message(queues.advance, { jobId, cause: 'SYNC_FAILED' }, again))
      await inTransaction(storage, (tx) => enqueue(tx, ...messages))
    }
    await writeCursor(storage.fork(), CURSOR, head.block, head.hash)
    if (start.rewound) rewinds.inc()
    if (start.rewound) log.warn({ from: start.from, block: head.block }, 'the chain was reorganised; read again')
    log.debug(
      { from: start.from, block: head.block, tasks: tasks.length, nodes: nodes.length },
      'followed the subgraph',
    )
    return true
  }

  return {
    pass,
    async run() {
      let failures = 0
      await every(
        () => (failures === 0 ? pollMs : backoffMs({ ...BACKOFF, baseMs: 2 * pollMs }, failures)),
        signal,
        async () => {
          if (await leadership.look()) await because({ cause: 'chain-sync', actor: null }, pass)
          progress.succeeded()
          failures = 0
        },
        (err) => {
          failures++
          progress.failed()
          log[failures === 1 ? 'warn' : 'debug']({ err, failures }, 'following the subgraph failed')
        },
      )
    },
  }
}
