import { type OperatorFacts as AlertFacts, every, hasFailed, operatorAlerts } from '@aiigo/domain'
import type { Gauge, Logger, LoopProgress, Metrics } from '@aiigo/service'
import { outboxBacklog, platformFigures, readCursor, type Storage } from '@aiigo/storage'
import { formatEther, formatUnits } from 'viem'
import type { MoneyFacts } from '../chain/createMoneyFacts.js'
import type { OperatorFacts } from '../chain/createOperatorFacts.js'
import { within } from '../chain/within.js'

export interface PlatformMeterDeps {
  storage: Storage
  /** The facts that the operator's alerts follow from. */
  facts: () => Promise<AlertFacts>
  operatorFacts: OperatorFacts
  money: MoneyFacts
  metrics: Metrics
  progress: LoopProgress
  log: Logger
}

export interface PlatformMeter {
  /** Reads all sources once. Never rejects: a source that does not answer is a figure itself. */
  collect(): Promise<void>
  /** Reads them regularly, until the signal. */
  run(signal: AbortSignal): Promise<void>
}

const EVERY_MS = 10_000
/** A source that has not answered by then counts as away. */
const ANSWER_MS = 8_000

/**
 * Serves the figures that all processes share: queues, outbox, transactions that wait, money, blocks. They are read in
 * a loop and not when Prometheus asks, so that a source that hangs keeps no other figure from it. The figures of a
 * source that is away are taken out, and `aiigo_source_up` says so.
 */
export function createPlatformMeter(deps: PlatformMeterDeps): PlatformMeter {
  const { storage, facts, operatorFacts, money, metrics, progress, log } = deps
  const isUp = metrics.gauge('aiigo_source_up')
  const gauges = {
    queueJobs: metrics.gauge('aiigo_queue_jobs'),
    queueOldest: metrics.gauge('aiigo_queue_oldest_seconds'),
    queueFailing: metrics.gauge('aiigo_queue_failing'),
    outboxRows: metrics.gauge('aiigo_outbox_rows'),
    outboxOldest: metrics.gauge('aiigo_outbox_oldest_seconds'),
    states: metrics.gauge('aiigo_states'),
    openTransactions: metrics.gauge('aiigo_chain_open_transactions'),
    oldestOpen: metrics.gauge('aiigo_chain_oldest_open_seconds'),
    held: metrics.gauge('aiigo_escrow_held_tokens'),
    owed: metrics.gauge('aiigo_escrow_owed_tokens'),
    missing: metrics.gauge('aiigo_escrow_missing'),
    locked: metrics.gauge('aiigo_escrow_locked_tokens'),
    balance: metrics.gauge('aiigo_operator_balance_ether'),
    transactionsLeft: metrics.gauge('aiigo_operator_transactions_left'),
    gasSpent: metrics.gauge('aiigo_gas_spent_day_ether'),
    gasBudget: metrics.gauge('aiigo_gas_budget_day_ether'),
    head: metrics.gauge('aiigo_chain_head_block'),
    subgraph: metrics.gauge('aiigo_subgraph_block'),
    follower: metrics.gauge('aiigo_follower_block'),
    finality: metrics.gauge('aiigo_finality_lag_blocks'),
    silence: metrics.gauge('aiigo_part_silence_seconds'),
    trouble: metrics.gauge('aiigo_trouble'),
    wanted: metrics.gauge('aiigo_nodes_wanted'),
    offline: metrics.gauge('aiigo_nodes_offline'),
    toReview: metrics.gauge('aiigo_nodes_to_review'),
    capacity: metrics.gauge('aiigo_capacity_alerts'),
    alerts: metrics.gauge('aiigo_operator_alerts'),
  }
  const totals = metrics.counter('aiigo_money_tokens_total')

  for (const gauge of Object.values(gauges)) takeOut(gauge)

  /** Accounts that have had figures, so that one without open transactions shows 0. */
  const accounts = new Set<string>()

  function showFacts(found: AlertFacts): void {
    for (const gauge of [gauges.alerts, gauges.capacity, gauges.trouble]) gauge.reset()
    for (const { code, severity } of operatorAlerts(found)) gauges.alerts.inc({ code, severity })
    for (const { severity } of found.capacity) gauges.capacity.inc({ severity })
    for (const { part } of found.troubles) gauges.trouble.set({ part }, 1)
    gauges.wanted.set(found.nodes.wanted)
    gauges.offline.set(found.nodes.offline)
    gauges.toReview.set(found.nodesToReview)
    showUp('queues', found.queues !== null, [gauges.queueJobs, gauges.queueOldest, gauges.queueFailing])
    for (const queue of found.queues ?? []) {
      const { name, waitingSince } = queue
      for (const state of ['waiting', 'active', 'delayed', 'failed'] as const) {
        gauges.queueJobs.set({ queue: name, state }, queue[state])
      }
      gauges.queueOldest.set({ queue: name }, waitingSince ? secondsBetween(waitingSince, found.now) : 0)
      gauges.queueFailing.set({ queue: name }, hasFailed(queue) ? 1 : 0)
    }
    showUp('subgraph', found.isSubgraphThere, [gauges.subgraph])
    showUp('chain', found.account !== null, [gauges.balance, gauges.transactionsLeft])
    gauges.gasSpent.set(Number(formatEther(found.gas.spent)))
    if (found.gas.budget !== null) gauges.gasBudget.set(Number(formatEther(found.gas.budget)))
    for (const { address, balance, transactionCost } of [...(found.account ? [found.account] : []), ...found.relays]) {
      const account = address.toLowerCase()
      accounts.add(account)
      gauges.balance.set({ account }, Number(formatEther(balance)))
      if (transactionCost > 0n) gauges.transactionsLeft.set({ account }, Number(balance / transactionCost))
    }
  }

  async function showDatabase(): Promise<void> {
    const em = storage.fork()
    const [figures, outbox, cursor] = [
      await platformFigures(em),
      await outboxBacklog(em),
      await readCursor(em, 'subgraph'),
    ]
    gauges.outboxRows.set(outbox.waiting)
    gauges.outboxOldest.set(outbox.since ? Math.max(0, (Date.now() - outbox.since.getTime()) / 1_000) : 0)
    gauges.states.reset()
    for (const { count, ...labels } of figures.states) gauges.states.set(labels, count)
    for (const { account } of figures.open) accounts.add(account)
    for (const account of accounts) {
      const open = figures.open.find((one) => one.account === account)
      gauges.openTransactions.set({ account }, open?.count ?? 0)
      gauges.oldestOpen.set({ account }, open?.oldestSeconds ?? 0)
    }
    for (const { part, seconds } of figures.silence) gauges.silence.set({ part }, seconds)
    if (cursor) gauges.follower.set(cursor.block)
    oldestProvisional = figures.oldestProvisionalBlock
  }
  let oldestProvisional: number | null = null

  async function showHead(): Promise<void> {
    const { block } = await operatorFacts.head()
    gauges.head.set(block)
    gauges.finality.set(oldestProvisional === null ? 0 : Math.max(0, block - oldestProvisional))
  }

  async function showBooks(): Promise<void> {
    for (const { symbol: token, decimals, held, owed } of await money.books()) {
      gauges.held.set({ token }, Number(formatUnits(held, decimals)))
      gauges.owed.set({ token }, Number(formatUnits(owed, decimals)))
      gauges.missing.set({ token }, held < owed ? 1 : 0)
    }
  }

  async function showTotals(): Promise<void> {
    const found = await money.totals()
    totals.reset()
    for (const { symbol: token, decimals, locked, ...sums } of found) {
      gauges.locked.set({ token }, Number(formatUnits(locked, decimals)))
      for (const use of ['paid', 'fees', 'rebates', 'refunds'] as const) {
        totals.inc({ token, of: use }, Number(formatUnits(sums[use], decimals)))
      }
    }
  }

  function showUp(source: string, up: boolean, figures: readonly Gauge[]): void {
    isUp.set({ source }, up ? 1 : 0)
    if (!up) for (const gauge of figures) takeOut(gauge)
  }

  /** Reads one source; without an answer its figures are taken out. */
  async function read(source: string, figures: readonly Gauge[], show: () => Promise<void>): Promise<void> {
    try {
      await within(ANSWER_MS, show())
      isUp.set({ source }, 1)
    } catch (error) {
      log.debug({ err: error, source }, 'a source of metrics does not answer')
      showUp(source, false, figures)
    }
  }

  async function collect(): Promise<void> {
    const { outboxRows, outboxOldest, states, openTransactions, oldestOpen, silence, follower } = gauges
    await read(
      'database',
      [outboxRows, outboxOldest, states, openTransactions, oldestOpen, silence, follower],
      showDatabase,
    )
    const { alerts, capacity, trouble, wanted, offline, toReview, balance, transactionsLeft, gasSpent } = gauges
    const { queueJobs, queueOldest, queueFailing } = gauges
    const ofFacts = [alerts, capacity, trouble, wanted, offline, toReview, balance, transactionsLeft, gasSpent]
    await Promise.all([
      read('facts', [...ofFacts, queueJobs, queueOldest, queueFailing], async () => showFacts(await facts())),
      read('chain head', [gauges.head, gauges.finality], showHead),
      read('subgraph head', [gauges.subgraph], async () => gauges.subgraph.set(await operatorFacts.indexedBlock())),
      read('escrow', [gauges.held, gauges.owed, gauges.missing], showBooks),
      read('token totals', [gauges.locked], showTotals),
    ])
  }

  return {
    collect,
    run: (signal) =>
      every(
        EVERY_MS,
        signal,
        async () => {
          await collect()
          progress.succeeded()
        },
        () => progress.failed(),
      ),
  }
}

/** A figure that is not known is none, and not 0. */
function takeOut(gauge: Gauge): void {
  gauge.reset()
  gauge.remove({})
}

const secondsBetween = (since: Date, now: Date): number => Math.max(0, (now.getTime() - since.getTime()) / 1_000)
