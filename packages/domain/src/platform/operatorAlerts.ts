import type { AlertSeverity, CapacityAlert } from '../capacity/CapacityCount.js'
import { alertKey } from '../capacity/CapacityCount.js'
import type { PlatformPart } from './trouble.js'

/**
 * Kinds of alerts that the platform's operator gets.
 * - PLATFORM_TROUBLE: a part that jobs depend on is not well; no node is penalised meanwhile.
 * - WORKER_SILENT: no worker has given a sign of life. A dead worker records no trouble of its own.
 * - CHAIN_AWAY, SUBGRAPH_AWAY, QUEUES_AWAY: the API itself gets no answer from it now.
 * - BALANCE_LOW: the platform's account can pay for few more transactions.
 * - GAS_BUDGET_SPENT: the day's budget for gas is used up, or nearly; no new transaction is made then.
 * - TRANSACTION_STUCK: a transaction of the platform is in no block, and every later one waits behind it.
 * - QUEUE_JOBS_FAILED: queue jobs were given up.
 * - QUEUE_STANDS: queue jobs are due, and nobody takes them up.
 * - OUTBOX_STANDS: work was recorded and not handed to its queue.
 * - NODES_OFFLINE: nodes that are meant to work send no heartbeats.
 * - NODES_TO_REVIEW: nodes wait for an audit or for the end of a review.
 * - CAPACITY: an alert of the capacity count.
 */
export const OPERATOR_ALERT_CODES = [
  'PLATFORM_TROUBLE',
  'WORKER_SILENT',
  'CHAIN_AWAY',
  'SUBGRAPH_AWAY',
  'QUEUES_AWAY',
  'BALANCE_LOW',
  'GAS_BUDGET_SPENT',
  'TRANSACTION_STUCK',
  'QUEUE_JOBS_FAILED',
  'QUEUE_STANDS',
  'OUTBOX_STANDS',
  'NODES_OFFLINE',
  'NODES_TO_REVIEW',
  'CAPACITY',
] as const
export type OperatorAlertCode = (typeof OPERATOR_ALERT_CODES)[number]

export interface OperatorAlert {
  /** The same as long as the alert is about the same thing. */
  readonly id: string
  readonly code: OperatorAlertCode
  readonly severity: AlertSeverity
  /** The finding. */
  readonly message: string
  /** Steps for the operator. */
  readonly advice: string
  /** Null where only the present is known. */
  readonly since: Date | null
}

/** A queue, as far as alerts go by it. */
export interface AlertedQueue {
  readonly name: string
  readonly isRegular: boolean
  readonly waiting: number
  readonly active: number
  readonly delayed: number
  readonly failed: number
  readonly waitingSince: Date | null
  readonly lastFailedAt: Date | null
  readonly lastCompletedAt: Date | null
}

/** An account that pays for gas. Wei. */
export interface PayingAccount {
  readonly address: string
  readonly balance: bigint
  readonly transactionCost: bigint
}

export interface OpenTransaction {
  readonly kind: string
  readonly nonce: number
  readonly createdAt: Date
}

/** The facts that alerts follow from. `null` for a source that does not answer. */
export interface OperatorFacts {
  readonly now: Date
  readonly troubles: readonly { readonly part: PlatformPart; readonly details: string; readonly startedAt: Date }[]
  /** When a worker gave its last sign of life; null before the first. */
  readonly workerSeenAt: Date | null
  /** The platform's account and what a transaction costs now, wei. */
  readonly account: PayingAccount | null
  /** The oldest transaction of it that is in no block. */
  readonly oldestOpen: OpenTransaction | null
  /** Further accounts that send the platform's transactions; those whose balance could not be read are not here. */
  readonly relays: readonly (PayingAccount & { readonly oldestOpen: OpenTransaction | null })[]
  /** Wei that the last 24 hours paid for gas, and the most that they may; null: no limit. */
  readonly gas: { readonly spent: bigint; readonly budget: bigint | null }
  readonly isSubgraphThere: boolean
  readonly queues: readonly AlertedQueue[] | null
  /** Since when the oldest row waits to be handed to its queue. */
  readonly outboxSince: Date | null
  /** Nodes that are ACTIVE and AVAILABLE, and those of them that are offline. */
  readonly nodes: { readonly wanted: number; readonly offline: number; readonly offlineNames: readonly string[] }
  readonly nodesToReview: number
  readonly capacity: readonly (CapacityAlert & { readonly since: Date })[]
}

/** Gas of a usual transaction of the platform; an assignment takes about half of it. */
export const TRANSACTION_GAS = 400_000n
/** Signs of life come every five seconds. Milliseconds. */
export const SILENT_MS = 30_000
/** Transactions, rows and queue jobs that stay longer than this are stuck. Milliseconds. */
const STUCK_MS = 300_000
const STANDS_MS = 60_000
/** Transactions that the account can still pay for. */
const FEW = 1_000n
const VERY_FEW = 100n
/** Of the budget for gas, percent. */
const BUDGET_WARNING = 80n
/** Offline nodes of all that are meant to work, percent. */
const MANY_OFFLINE = 50
const SOME_OFFLINE = 10
const ORDER: Readonly<Record<AlertSeverity, number>> = { CRITICAL: 0, WARNING: 1, INFO: 2 }

const TROUBLE_ADVICE: Readonly<Record<PlatformPart, string>> = {
  CHAIN: 'look at the chain’s node and at ETHEREUM_RPC_URL; jobs go on by themselves once it answers',
  SUBGRAPH: 'look at graph-node’s log for indexing errors; restart it, or let it index the subgraph again',
  FOLLOWER: 'look at the worker’s log for chain-sync; restart the worker when it holds the lock and does not move',
  API: 'start the API again; nodes are not counted as offline while it is away',
  WORKER: 'start the worker again; jobs go on where they were',
  BLOBS: 'look at the blob gateway and at its disk; results cannot be handed in or checked meanwhile',
  MARKET:
    'look for a cause that many nodes share, such as a network or a release of the agent; the breaker ends by itself',
  OPERATOR: 'take PLATFORM_TROUBLE out of the worker’s settings once it is over',
}

type Draft = Omit<OperatorAlert, 'id'> & { readonly subject?: string }

/** Alerts that follow from the facts, the worst first. */
export function operatorAlerts(facts: OperatorFacts): OperatorAlert[] {
  const drafts = [
    ...facts.troubles.map(troubleAlert),
    ...sourceAlerts(facts),
    ...writerAlerts(facts),
    ...queueAlerts(facts),
    ...nodeAlerts(facts),
    ...facts.capacity.map(capacityAlert),
  ]
  return drafts
    .map(
      ({ subject, ...alert }): OperatorAlert => ({
        id: [alert.code, ...(subject ? [subject] : [])].join(' '),
        ...alert,
      }),
    )
    .sort((a, b) => ORDER[a.severity] - ORDER[b.severity])
}

function troubleAlert({ part, details, startedAt }: OperatorFacts['troubles'][number]): Draft {
  const severity = part === 'OPERATOR' ? 'WARNING' : 'CRITICAL'
  const message = `${part}: ${details}; no node is penalised meanwhile`
  return { code: 'PLATFORM_TROUBLE', severity, subject: part, message, advice: TROUBLE_ADVICE[part], since: startedAt }
}

function* sourceAlerts({ now, workerSeenAt, account, isSubgraphThere, queues }: OperatorFacts): Generator<Draft> {
  if (workerSeenAt === null || age(now, workerSeenAt) > SILENT_MS) {
    const message = workerSeenAt
      ? `no worker has given a sign of life for ${seconds(age(now, workerSeenAt))}`
      : 'no worker has ever given a sign of life'
    const advice = `${TROUBLE_ADVICE.WORKER}. Nothing is matched, relayed or paid meanwhile`
    yield { code: 'WORKER_SILENT', severity: 'CRITICAL', message, advice, since: workerSeenAt }
  }
  const away = (code: OperatorAlertCode, message: string, advice: string): Draft => ({
    ...{ code, severity: 'CRITICAL', message, advice, since: null },
  })
  if (account === null) yield away('CHAIN_AWAY', 'the chain’s node does not answer the API', TROUBLE_ADVICE.CHAIN)
  if (!isSubgraphThere) yield away('SUBGRAPH_AWAY', 'the subgraph does not answer the API', TROUBLE_ADVICE.SUBGRAPH)
  if (queues === null) {
    const advice = 'look at Redis, or at the database where queues live without one, and start a worker once'
    yield away('QUEUES_AWAY', 'the queues do not answer the API', advice)
  }
}

function* writerAlerts({ now, account, oldestOpen, relays, gas }: OperatorFacts): Generator<Draft> {
  if (account) yield* balanceAlerts(account)
  if (oldestOpen) yield* stuckAlerts(now, oldestOpen)
  for (const { oldestOpen: open, ...relay } of relays) {
    yield* balanceAlerts(relay, relay.address)
    if (open) yield* stuckAlerts(now, open, relay.address)
  }
  yield* budgetAlerts(gas)
}

/** @param subject the address of a further account */
function* balanceAlerts({ address, balance, transactionCost }: PayingAccount, subject?: string): Generator<Draft> {
  const left = transactionCost > 0n ? balance / transactionCost : FEW
  if (balance !== 0n && left >= FEW) return
  const message =
    balance === 0n
      ? `the platform’s account ${address} has no ETH`
      : `the platform’s account ${address} can pay for about ${left} more transactions at the present fee`
  const advice = `send ETH to ${address}, or take the DAO’s allowance (DaoTreasury.takeAllowance)`
  const severity = balance === 0n || left < VERY_FEW ? 'CRITICAL' : 'WARNING'
  yield { code: 'BALANCE_LOW', severity, message, advice, since: null, ...(subject ? { subject } : {}) }
}

function* stuckAlerts(now: Date, { kind, nonce, createdAt }: OpenTransaction, address?: string): Generator<Draft> {
  if (age(now, createdAt) <= STUCK_MS) return
  const whose = address ? ` of ${address}` : ''
  const message = `transaction ${kind} with nonce ${nonce}${whose} is in no block after ${seconds(age(now, createdAt))}; later ones wait behind it`
  const advice = 'raise MAX_FEE_GWEI if the chain asks for more; else look at the worker’s log for this nonce'
  const subject = address ? `${nonce} ${address}` : String(nonce)
  yield { code: 'TRANSACTION_STUCK', severity: 'CRITICAL', subject, message, advice, since: createdAt }
}

function* budgetAlerts({ spent, budget }: OperatorFacts['gas']): Generator<Draft> {
  if (budget === null || spent * 100n < budget * BUDGET_WARNING) return
  const isSpent = spent >= budget
  const percent = budget === 0n ? 100n : (spent * 100n) / budget
  const message = isSpent
    ? 'the budget for gas of 24 hours is spent; no new transaction is made'
    : `${percent} % of the budget for gas of 24 hours are spent`
  const advice = 'look for a cause of many or dear transactions; raise GAS_BUDGET_ETHER of API and worker to go on'
  const severity = isSpent ? 'CRITICAL' : 'WARNING'
  yield { code: 'GAS_BUDGET_SPENT', severity, message, advice, since: null }
}

/** Failures of a regular queue count until its next job succeeds; the others’ until somebody has dealt with them. */
export function hasFailed({ isRegular, failed, lastFailedAt, lastCompletedAt }: AlertedQueue): boolean {
  if (failed === 0) return false
  return !isRegular || lastCompletedAt === null || (lastFailedAt !== null && lastFailedAt > lastCompletedAt)
}

function* queueAlerts({ now, queues, outboxSince }: OperatorFacts): Generator<Draft> {
  for (const queue of queues ?? []) {
    const { name, isRegular, failed, active, waiting, waitingSince, lastFailedAt } = queue
    if (hasFailed(queue)) {
      const message = isRegular
        ? `the latest job of queue ${name} failed`
        : `${failed} ${failed === 1 ? 'job' : 'jobs'} of queue ${name} failed for good`
      const advice = isRegular
        ? 'read its reason; the next job tries again by itself'
        : 'read the reasons, remove the cause, then retry or discard each'
      const alert = { code: 'QUEUE_JOBS_FAILED', severity: 'WARNING', subject: name, since: lastFailedAt } as const
      yield { ...alert, message, advice }
    }
    if (active === 0 && waiting > 0 && waitingSince && age(now, waitingSince) > STANDS_MS) {
      const message = `${waiting} jobs of queue ${name} are due and nobody takes them up`
      const alert = { code: 'QUEUE_STANDS', severity: 'CRITICAL', subject: name, since: waitingSince } as const
      yield { ...alert, message, advice: 'start a worker, or restart the one that looks connected and does nothing' }
    }
  }
  if (outboxSince && age(now, outboxSince) > STANDS_MS) {
    const message = `recorded work has not been handed to its queue for ${seconds(age(now, outboxSince))}`
    const advice = 'look at the worker’s log for the outbox; start a worker if none runs'
    yield { code: 'OUTBOX_STANDS', severity: 'CRITICAL', message, advice, since: outboxSince }
  }
}

function* nodeAlerts({ nodes, nodesToReview }: OperatorFacts): Generator<Draft> {
  const { wanted, offline, offlineNames } = nodes
  if (offline * 100 > wanted * SOME_OFFLINE) {
    const severity = offline * 100 > wanted * MANY_OFFLINE ? 'CRITICAL' : 'WARNING'
    const more = offline > offlineNames.length ? ' and others' : ''
    const message = `${offline} of ${wanted} nodes that are meant to work are offline: ${offlineNames.join(', ')}${more}`
    const advice =
      'ask their providers; bring the platform’s own nodes up. Check the API’s reach when many went at once'
    yield { code: 'NODES_OFFLINE', severity, message, advice, since: null }
  }
  if (nodesToReview > 0) {
    const message = `${nodesToReview} ${nodesToReview === 1 ? 'node waits' : 'nodes wait'} for an audit or for the end of a review`
    const advice = 'look at them under “Nodes to review”; they get fewer jobs, or none, until then'
    yield { code: 'NODES_TO_REVIEW', severity: 'INFO', message, advice, since: null }
  }
}

function capacityAlert(alert: OperatorFacts['capacity'][number]): Draft {
  const { severity, resourceType, region, message, since } = alert
  const advice = 'bring nodes up, or change the plan under “Capacity plans”; no match is refused for it'
  const where = `${resourceType}, ${region}: `
  return { code: 'CAPACITY', severity, subject: alertKey(alert), message: `${where}${message}`, advice, since }
}

const age = (now: Date, since: Date): number => now.getTime() - since.getTime()
const seconds = (ms: number): string =>
  ms < 120_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`
