import { type OperatorFacts as AlertFacts, TRANSACTION_GAS } from '@aiigo/domain'
import type { QueueLook } from '@aiigo/queue'
import {
  countOffline,
  countWaitingReviews,
  databaseNow,
  lastSign,
  openTroubles,
  outboxBacklog,
  readCapacity,
  type Storage,
  writerTransactions,
} from '@aiigo/storage'
import type { Address } from 'viem'
import type { OperatorFacts } from '../../chain/createOperatorFacts.js'

interface Deps {
  storage: Storage
  operatorFacts: OperatorFacts
  /** The platform's account. */
  account: Address
  lookAtQueues: () => Promise<QueueLook[]>
}

/** The facts that alerts follow from. A source that does not answer is a fact, too; only the database has to answer. */
export async function collectFacts({ storage, operatorFacts, account, lookAtQueues }: Deps): Promise<AlertFacts> {
  const orNull = <T>(asked: Promise<T>): Promise<T | null> => asked.catch(() => null)
  const [onChain, indexed, underReview, queues] = await Promise.all([
    orNull(operatorFacts.account(account)),
    orNull(operatorFacts.indexedBlock()),
    orNull(operatorFacts.underReview()),
    orNull(lookAtQueues()),
  ])
  const em = () => storage.fork()
  // Ages go by the clock that wrote most of the times.
  const [now, troubles, workerSeenAt, { open }, outbox, nodes, nodesToReview, capacity] = await Promise.all([
    databaseNow(em()),
    openTroubles(em()),
    lastSign(em(), 'WORKER'),
    writerTransactions(em(), account.toLowerCase(), 1),
    outboxBacklog(em()),
    countOffline(em()),
    countWaitingReviews(em(), underReview ?? []),
    readCapacity(em()),
  ])
  const transactionCost = (onChain?.gasPrice ?? 0n) * TRANSACTION_GAS
  return {
    now: new Date(now),
    troubles,
    workerSeenAt,
    account: onChain && { address: account, balance: onChain.balance, transactionCost },
    oldestOpen: open[0] ?? null,
    isSubgraphThere: indexed !== null,
    queues:
      queues?.map(({ queue, ...look }) => ({ name: queue.name, isRegular: queue.everyMs !== null, ...look })) ?? null,
    outboxSince: outbox.since,
    nodes,
    nodesToReview,
    capacity: capacity?.alerts ?? [],
  }
}
