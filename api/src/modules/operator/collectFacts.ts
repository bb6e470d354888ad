import { type OperatorFacts as AlertFacts, TRANSACTION_GAS } from '@aiigo/domain'
import type { QueueLook } from '@aiigo/queue'
import {
  countOffline,
  countWaitingReviews,
  databaseNow,
  gasSpentSince,
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
  /** Further accounts that send the platform's transactions. */
  relays: readonly Address[]
  /** Wei for gas in 24 hours; null: no limit. */
  gasBudget: bigint | null
  lookAtQueues: () => Promise<QueueLook[]>
}

const DAY_MS = 86_400_000

/** The facts that alerts follow from. A source that does not answer is a fact, too; only the database has to answer. */
export async function collectFacts({
  storage,
  operatorFacts,
  account,
  relays,
  gasBudget,
  lookAtQueues,
}: Deps): Promise<AlertFacts> {
  const orNull = <T>(asked: Promise<T>): Promise<T | null> => asked.catch(() => null)
  const [onChain, relaysOnChain, indexed, underReview, queues] = await Promise.all([
    orNull(operatorFacts.account(account)),
    Promise.all(relays.map((relay) => orNull(operatorFacts.account(relay)))),
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
  const costOf = ({ gasPrice }: { gasPrice: bigint }) => gasPrice * TRANSACTION_GAS
  const relayFacts = await Promise.all(
    relays.map(async (address, index) => {
      const found = relaysOnChain[index]
      if (!found) return []
      const [oldestOpen = null] = (await writerTransactions(em(), address.toLowerCase(), 1)).open
      return [{ address, balance: found.balance, transactionCost: costOf(found), oldestOpen }]
    }),
  )
  const spent = await gasSpentSince(em(), new Date(now - DAY_MS))
  const transactionCost = (onChain?.gasPrice ?? 0n) * TRANSACTION_GAS
  return {
    now: new Date(now),
    troubles,
    workerSeenAt,
    account: onChain && { address: account, balance: onChain.balance, transactionCost },
    oldestOpen: open[0] ?? null,
    relays: relayFacts.flat(),
    gas: { spent, budget: gasBudget },
    isSubgraphThere: indexed !== null,
    queues:
      queues?.map(({ queue, ...look }) => ({ name: queue.name, isRegular: queue.everyMs !== null, ...look })) ?? null,
    outboxSince: outbox.since,
    nodes,
    nodesToReview,
    capacity: capacity?.alerts ?? [],
  }
}
