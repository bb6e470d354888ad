import { memoize, operatorAlerts, TRANSACTION_GAS } from '@aiigo/domain'
import { findQueue, type QueueDefinition, type QueueMonitor } from '@aiigo/queue'
import {
  type ChainTransaction,
  checkedBenchmarks,
  countOffline,
  lastSign,
  type Node,
  nodesToReview,
  openTroubles,
  outboxBacklog,
  readCursor,
  type Storage,
  standingAudits,
  writerTransactions,
} from '@aiigo/storage'
import type { Address } from 'viem'
import type { OperatorFacts } from '../../chain/createOperatorFacts.js'
import { apiError } from '../../graphql/apiError.js'
import type { Viewer } from '../../graphql/context.js'
import { toNodeType } from '../node/toNodeType.js'
import { collectFacts } from './collectFacts.js'
import type {
  ChainWriter,
  FailedQueueJob,
  NodeToReview,
  OperatorAlert,
  PlatformHealth,
  QueueJobPayload,
  QueueStates,
  WriterTransaction,
} from './operator.type.js'

interface Deps {
  storage: Storage
  operatorFacts: OperatorFacts
  queueMonitor: QueueMonitor
  /** The platform's account. */
  account: Address
  relays: readonly Address[]
  /** Wei for gas in 24 hours; null: no limit. */
  gasBudget: bigint | null
  now: () => number
}

/** Operators who look at the same time share one look at the queues. Milliseconds. */
const LOOK_MS = 1_000
const LISTED = 20
const MOST = 100
const MOST_LEFT = 1_000_000n

export type OperatorService = ReturnType<typeof createOperatorService>

/** The operator's view of the platform's insides, and the few things that it can do there. */
export function createOperatorService(deps: Deps) {
  const { storage, operatorFacts, queueMonitor, account, now } = deps
  const lookAtQueues = memoize(() => queueMonitor.look(), { freshMs: LOOK_MS, now })
  const collect = memoize(() => collectFacts({ ...deps, lookAtQueues }), {
    freshMs: LOOK_MS,
    now,
  })

  /** The queues' own failures in the API's words. */
  async function reach<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked
    } catch {
      throw apiError('UNAVAILABLE', 'the queues do not answer; try again later')
    }
  }

  function queueOf(name: string): QueueDefinition {
    const queue = findQueue(name)
    if (queue) return queue
    throw apiError('BAD_USER_INPUT', `expected the name of a queue, such as verify, got ${name}`)
  }

  function checked(first: number): number {
    if (first >= 1 && first <= MOST) return first
    throw apiError('BAD_USER_INPUT', `expected first from 1 to ${MOST}, got ${first}`)
  }

  function payloadOf(done: boolean, queue: string, id: string): QueueJobPayload {
    const message = `expected a failed job of queue ${queue}, ${id} is none; it may have been retried or discarded meanwhile`
    return { done, userErrors: done ? [] : [{ code: 'QUEUE_JOB_UNKNOWN', field: 'id', message }] }
  }

  return {
    /** The facts that alerts follow from. */
    facts: collect,

    alerts: async (): Promise<OperatorAlert[]> => operatorAlerts(await collect()),

    async queueStates(): Promise<QueueStates> {
      const [looks, outbox] = await Promise.all([reach(lookAtQueues()), outboxBacklog(storage.fork())])
      return {
        queues: looks.map(({ queue, lastCompletedAt: _, ...look }) => ({
          ...{ name: queue.name, description: queue.description },
          everySeconds: queue.everyMs === null ? null : Math.max(1, Math.round(queue.everyMs / 1_000)),
          ...look,
        })),
        outboxWaiting: outbox.waiting,
        outboxSince: outbox.since,
      }
    },

    async failedQueueJobs(name: string, first: number): Promise<FailedQueueJob[]> {
      const jobs = await reach(queueMonitor.failed(queueOf(name), checked(first)))
      return jobs.map((job) => ({ ...job, queue: name }))
    },

    async retryQueueJob(name: string, id: string): Promise<QueueJobPayload> {
      return payloadOf(await reach(queueMonitor.retry(queueOf(name), id)), name, id)
    },

    async discardQueueJob(name: string, id: string): Promise<QueueJobPayload> {
      return payloadOf(await reach(queueMonitor.discard(queueOf(name), id)), name, id)
    },

    async chainWriter(): Promise<ChainWriter> {
      const [onChain, { open, openCount, failed }] = await Promise.all([
        operatorFacts.account(account),
        writerTransactions(storage.fork(), account.toLowerCase(), LISTED),
      ])
      const cost = onChain.gasPrice * TRANSACTION_GAS
      const left = cost > 0n ? onChain.balance / cost : MOST_LEFT
      return {
        address: account,
        ...onChain,
        transactionsLeft: Number(left < MOST_LEFT ? left : MOST_LEFT),
        openCount,
        open: open.map(toWriterTransaction),
        failed: failed.map(toWriterTransaction),
      }
    },

    async health(): Promise<PlatformHealth> {
      const em = () => storage.fork()
      const [head, subgraphBlock, cursor, workerSeenAt, apiSeenAt, nodes, troubles] = await Promise.all([
        operatorFacts.head().catch(() => null),
        operatorFacts.indexedBlock().catch(() => null),
        readCursor(em(), 'subgraph'),
        lastSign(em(), 'WORKER'),
        lastSign(em(), 'API'),
        countOffline(em()),
        openTroubles(em()),
      ])
      return {
        chainBlock: head?.block ?? null,
        chainBlockAt: head?.at ?? null,
        subgraphBlock,
        followerBlock: cursor?.block ?? null,
        ...{ workerSeenAt, apiSeenAt },
        nodesWanted: nodes.wanted,
        nodesOffline: nodes.offline,
        troubles: troubles.map(({ part, details, startedAt }) => ({ part, details, since: startedAt })),
      }
    },

    async nodesToReview(viewer: Viewer | null, first: number): Promise<NodeToReview[]> {
      const reviews = await nodesToReview(storage.fork(), await operatorFacts.underReview(), checked(first))
      const nodes = reviews.map(({ node }) => node)
      const [audits, benchmarks] = await Promise.all([
        standingAudits(storage.fork(), nodes),
        checkedBenchmarks(storage.fork(), nodes),
      ])
      const of = ({ id }: Node) => ({ audit: audits.get(id), benchmark: benchmarks.get(id) })
      return reviews.map(({ reason, node }) => ({ reason, node: toNodeType(node, viewer, of(node)) }))
    },
  }
}

function toWriterTransaction(transaction: ChainTransaction): WriterTransaction {
  const { id, kind, subject, nonce, state, earlierHashes, createdAt, updatedAt } = transaction
  return {
    ...{ id, kind, subject, nonce, state, createdAt, updatedAt },
    hash: transaction.hash ?? null,
    replacements: earlierHashes.length,
    error: transaction.error ?? null,
  }
}
