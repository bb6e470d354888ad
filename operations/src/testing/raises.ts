import type { Metrics } from '@aiigo/service'

/** How an alert comes about, in the metrics of the platform. */
export interface Raise {
  readonly alert: string
  readonly severity: 'critical' | 'warning' | 'info'
  /** Changes the metrics of a platform that is well. */
  fault(metrics: Metrics): void
  /** Further samples: of Prometheus itself and of Node. */
  readonly samples?: string
  /** Metrics that are as near to the alert as they may be without it; left out where a figure is only 0 or 1. */
  edge?(metrics: Metrics): void
}

const ACCOUNT = `0x${'9'.repeat(40)}`

/** Metrics of a platform that is well. */
export function wellMetrics(metrics: Metrics): void {
  const gauge = metrics.gauge
  for (const part of ['WORKER', 'API']) gauge('aiigo_part_silence_seconds').set({ part }, 3)
  for (const source of ['chain', 'subgraph', 'queues']) gauge('aiigo_source_up').set({ source }, 1)
  gauge('aiigo_trouble').set({ part: 'BLOBS' }, 0)
  gauge('aiigo_nodes_wanted').set(100)
  gauge('aiigo_nodes_offline').set(1)
  gauge('aiigo_nodes_to_review').set(0)
  gauge('aiigo_capacity_alerts').set({ severity: 'CRITICAL' }, 0)
  for (const queue of ['match', 'verify']) {
    gauge('aiigo_queue_oldest_seconds').set({ queue }, 1)
    gauge('aiigo_queue_jobs').set({ queue, state: 'active' }, 1)
    gauge('aiigo_queue_failing').set({ queue }, 0)
  }
  gauge('aiigo_outbox_oldest_seconds').set(0)
  for (const loop of ['outbox', 'chain-sync']) gauge('aiigo_loop_age_seconds').set({ loop }, 1)
  gauge('aiigo_operator_transactions_left').set({ account: ACCOUNT }, 5_000)
  gauge('aiigo_operator_balance_ether').set({ account: ACCOUNT }, 2)
  gauge('aiigo_gas_spent_day_ether').set(0.2)
  gauge('aiigo_gas_budget_day_ether').set(1)
  gauge('aiigo_chain_oldest_open_seconds').set({ account: ACCOUNT }, 2)
  metrics.counter('aiigo_chain_transactions_total').inc({ kind: 'assign', outcome: 'mined' }, 100)
  gauge('aiigo_lag_seconds').set({ of: 'subgraph' }, 1)
  gauge('aiigo_worker_leads').set(1)
  metrics.histogram('aiigo_reorg_depth_blocks').observe(1)
  gauge('aiigo_finality_lag_blocks').set(12)
  gauge('aiigo_escrow_missing').set({ token: 'ETH' }, 0)
  metrics.counter('aiigo_api_requests_total').inc({ operation: 'jobs', outcome: 'ok' }, 1_000)
  metrics.histogram('aiigo_api_request_seconds').observe({ kind: 'query' }, 0.02)
  gauge('aiigo_api_reader_ready').set(1)
  gauge('aiigo_database_connections').set({ state: 'waiting' }, 0)
  gauge('aiigo_blob_disk_free_bytes').set(60e9)
  gauge('aiigo_blob_disk_bytes').set(100e9)
}

/** Samples beside the platform's own while it is well. */
export const WELL_SAMPLES = `up 1
process_start_time_seconds 1000
`

/** One for each alert rule, with figures just beyond its limit. A counter grows by what is added here, at once. */
export const RAISES: readonly Raise[] = [
  { alert: 'ProcessDown', severity: 'critical', fault: () => undefined, samples: 'up 0\n' },
  {
    alert: 'WorkerSilent',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_part_silence_seconds').set({ part: 'WORKER' }, 31),
    edge: (metrics) => metrics.gauge('aiigo_part_silence_seconds').set({ part: 'WORKER' }, 30),
  },
  {
    alert: 'SourceAway',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_source_up').set({ source: 'chain' }, 0),
  },
  {
    alert: 'PlatformTrouble',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_trouble').set({ part: 'BLOBS' }, 1),
    edge: (metrics) => metrics.gauge('aiigo_trouble').set({ part: 'OPERATOR' }, 1),
  },
  {
    alert: 'NodesOffline',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_nodes_offline').set(51),
    edge: (metrics) => metrics.gauge('aiigo_nodes_offline').set(50),
  },
  {
    alert: 'NodesOffline',
    severity: 'warning',
    fault: (metrics) => metrics.gauge('aiigo_nodes_offline').set(11),
    edge: (metrics) => metrics.gauge('aiigo_nodes_offline').set(10),
  },
  {
    alert: 'NodesToReview',
    severity: 'info',
    fault: (metrics) => metrics.gauge('aiigo_nodes_to_review').set(1),
  },
  {
    alert: 'CapacityShort',
    severity: 'warning',
    fault: (metrics) => metrics.gauge('aiigo_capacity_alerts').set({ severity: 'CRITICAL' }, 1),
    edge: (metrics) => metrics.gauge('aiigo_capacity_alerts').set({ severity: 'WARNING' }, 9),
  },
  {
    alert: 'QueueStands',
    severity: 'critical',
    fault(metrics) {
      metrics.gauge('aiigo_queue_oldest_seconds').set({ queue: 'match' }, 61)
      metrics.gauge('aiigo_queue_jobs').set({ queue: 'match', state: 'active' }, 0)
    },
    edge: (metrics) => metrics.gauge('aiigo_queue_oldest_seconds').set({ queue: 'match' }, 9_000),
  },
  {
    alert: 'QueueSlow',
    severity: 'warning',
    fault: (metrics) => metrics.gauge('aiigo_queue_oldest_seconds').set({ queue: 'match' }, 121),
    edge: (metrics) => metrics.gauge('aiigo_queue_oldest_seconds').set({ queue: 'match' }, 120),
  },
  {
    alert: 'QueueJobsFailed',
    severity: 'warning',
    fault: (metrics) => metrics.gauge('aiigo_queue_failing').set({ queue: 'verify' }, 1),
  },
  {
    alert: 'OutboxStands',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_outbox_oldest_seconds').set(61),
    edge: (metrics) => metrics.gauge('aiigo_outbox_oldest_seconds').set(60),
  },
  {
    alert: 'LoopStands',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_loop_age_seconds').set({ loop: 'chain-sync' }, 61),
    edge: (metrics) => metrics.gauge('aiigo_loop_age_seconds').set({ loop: 'chain-sync' }, 60),
  },
  {
    alert: 'OperatorBalanceLow',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_operator_balance_ether').set({ account: ACCOUNT }, 0),
    edge: (metrics) => metrics.gauge('aiigo_operator_transactions_left').set({ account: ACCOUNT }, 100),
  },
  {
    alert: 'OperatorBalanceLow',
    severity: 'warning',
    fault: (metrics) => metrics.gauge('aiigo_operator_transactions_left').set({ account: ACCOUNT }, 999),
    edge: (metrics) => metrics.gauge('aiigo_operator_transactions_left').set({ account: ACCOUNT }, 1_000),
  },
  {
    alert: 'GasBudgetSpent',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_gas_spent_day_ether').set(1),
    edge: (metrics) => metrics.gauge('aiigo_gas_spent_day_ether').set(0.99),
  },
  {
    alert: 'GasBudgetSpent',
    severity: 'warning',
    fault: (metrics) => metrics.gauge('aiigo_gas_spent_day_ether').set(0.8),
    edge: (metrics) => metrics.gauge('aiigo_gas_spent_day_ether').set(0.79),
  },
  {
    alert: 'TransactionStuck',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_chain_oldest_open_seconds').set({ account: ACCOUNT }, 301),
    edge: (metrics) => metrics.gauge('aiigo_chain_oldest_open_seconds').set({ account: ACCOUNT }, 300),
  },
  {
    alert: 'FeeBoundReached',
    severity: 'warning',
    fault: (metrics) => metrics.counter('aiigo_chain_fee_bound_total').inc({ kind: 'assign' }),
  },
  {
    alert: 'TransactionsReverted',
    severity: 'warning',
    fault: (metrics) =>
      metrics.counter('aiigo_chain_transactions_total').inc({ kind: 'batch', outcome: 'reverted' }, 5),
    edge: (metrics) => metrics.counter('aiigo_chain_transactions_total').inc({ kind: 'batch', outcome: 'mined' }, 5),
  },
  {
    alert: 'NonceTaken',
    severity: 'warning',
    fault: (metrics) => metrics.counter('aiigo_chain_transactions_total').inc({ kind: 'assign', outcome: 'replaced' }),
    edge: (metrics) => metrics.counter('aiigo_chain_transactions_total').inc({ kind: 'assign', outcome: 'reverted' }),
  },
  {
    alert: 'BehindTheChain',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_lag_seconds').set({ of: 'subgraph' }, 31),
    edge: (metrics) => metrics.gauge('aiigo_lag_seconds').set({ of: 'subgraph' }, 30),
  },
  {
    alert: 'NoWorkerLeads',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_worker_leads').set(0),
    edge: (metrics) => metrics.gauge('aiigo_worker_leads').set(1),
  },
  {
    alert: 'DeepReorganisation',
    severity: 'critical',
    fault: (metrics) => metrics.histogram('aiigo_reorg_depth_blocks').observe(13),
    edge: (metrics) => metrics.histogram('aiigo_reorg_depth_blocks').observe(12),
  },
  {
    alert: 'FinalityLate',
    severity: 'warning',
    fault: (metrics) => metrics.gauge('aiigo_finality_lag_blocks').set(101),
    edge: (metrics) => metrics.gauge('aiigo_finality_lag_blocks').set(100),
  },
  {
    alert: 'EscrowShort',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_escrow_missing').set({ token: 'ETH' }, 1),
  },
  {
    alert: 'ApiFails',
    severity: 'critical',
    fault: (metrics) =>
      metrics.counter('aiigo_api_requests_total').inc({ operation: 'jobs', outcome: 'INTERNAL_SERVER_ERROR' }, 100),
    edge(metrics) {
      metrics.counter('aiigo_api_requests_total').inc({ operation: 'jobs', outcome: 'ok' }, 1_000)
      metrics.counter('aiigo_api_requests_total').inc({ operation: 'jobs', outcome: 'INTERNAL_SERVER_ERROR' }, 50)
      // The caller's own fault.
      metrics.counter('aiigo_api_requests_total').inc({ operation: 'jobs', outcome: 'INVALID_INPUT' }, 500)
    },
  },
  {
    alert: 'ApiSlow',
    severity: 'warning',
    fault(metrics) {
      for (let i = 0; i < 100; i++) metrics.histogram('aiigo_api_request_seconds').observe({ kind: 'query' }, 4)
    },
    edge(metrics) {
      for (let i = 0; i < 100; i++) metrics.histogram('aiigo_api_request_seconds').observe({ kind: 'query' }, 0.9)
    },
  },
  {
    alert: 'ApiRefuses',
    severity: 'warning',
    fault: (metrics) => metrics.counter('aiigo_api_refused_total').inc({ limit: 'rate' }, 20_000),
    edge: (metrics) => metrics.counter('aiigo_api_refused_total').inc({ limit: 'rate' }, 140),
  },
  {
    alert: 'QueriesNotAnswered',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_api_reader_ready').set(0),
  },
  {
    alert: 'DatabasePoolFull',
    severity: 'warning',
    fault: (metrics) => metrics.gauge('aiigo_database_connections').set({ state: 'waiting' }, 1),
    edge: (metrics) => metrics.gauge('aiigo_database_connections').set({ state: 'active' }, 99),
  },
  {
    alert: 'BlobDiskFull',
    severity: 'critical',
    fault: (metrics) => metrics.gauge('aiigo_blob_disk_free_bytes').set(2.9e9),
    edge: (metrics) => metrics.gauge('aiigo_blob_disk_free_bytes').set(3.1e9),
  },
  {
    alert: 'BlobDiskFull',
    severity: 'warning',
    fault: (metrics) => metrics.gauge('aiigo_blob_disk_free_bytes').set(9.9e9),
    edge: (metrics) => metrics.gauge('aiigo_blob_disk_free_bytes').set(10.1e9),
  },
  {
    alert: 'ProcessRestarts',
    severity: 'warning',
    // The test has the process start every five minutes.
    fault: () => undefined,
  },
]
