import type { Alert } from './Alert.js'
import type { Dashboard } from './Dashboard.js'
import { api, chain, money, overview, queues } from './dashboards/index.js'

/**
 * By how much counters grew in a time. One that appeared within it counts whole: Prometheus sees no growth from
 * nothing to 1.
 */
const growth = (counter: string, time: string): string =>
  `((${counter} unless ${counter} offset ${time}) or increase(${counter}[${time}]))`

const on = ({ uid }: Dashboard, title: string): Alert['panel'] => ({ dashboard: uid, title })

/** Every alert rule. Limits that the platform's own alerts have too are the same here. */
export const ALERTS: readonly Alert[] = [
  // The platform as a whole
  {
    name: 'ProcessDown',
    severity: 'critical',
    expr: 'up{job=~"api|worker|blob-gateway"} == 0',
    for: '1m',
    summary: 'Prometheus does not reach {{ $labels.job }} at {{ $labels.instance }}',
    panel: on(overview, 'Processes that answer'),
  },
  {
    name: 'WorkerSilent',
    severity: 'critical',
    expr: 'min by (part) (aiigo_part_silence_seconds{part="WORKER"}) > 30',
    for: '30s',
    summary: 'no worker has given a sign of life for {{ $value | humanizeDuration }}',
    panel: on(overview, 'Silence of processes'),
  },
  {
    name: 'SourceAway',
    severity: 'critical',
    expr: 'max by (source) (aiigo_source_up) == 0',
    for: '1m',
    summary: 'the API gets no answer from {{ $labels.source }}',
    panel: on(overview, 'Sources of figures'),
  },
  {
    name: 'PlatformTrouble',
    severity: 'critical',
    expr: 'max by (part) (aiigo_trouble{part!="OPERATOR"}) == 1',
    for: '0s',
    summary: '{{ $labels.part }} is not well; no node is penalised meanwhile',
    panel: on(overview, 'Troubles'),
  },
  {
    name: 'NodesOffline',
    severity: 'critical',
    expr: 'max(aiigo_nodes_offline) / max(aiigo_nodes_wanted) > 0.5',
    for: '1m',
    summary: '{{ $value | humanizePercentage }} of the nodes that are meant to work are offline',
    panel: on(overview, 'Nodes'),
  },
  {
    name: 'NodesOffline',
    severity: 'warning',
    expr: 'max(aiigo_nodes_offline) / max(aiigo_nodes_wanted) > 0.1',
    for: '5m',
    summary: '{{ $value | humanizePercentage }} of the nodes that are meant to work are offline',
    panel: on(overview, 'Nodes'),
  },
  {
    name: 'NodesToReview',
    severity: 'info',
    expr: 'max(aiigo_nodes_to_review) > 0',
    for: '15m',
    summary: '{{ $value }} nodes wait for an audit or for the end of a review',
    panel: on(overview, 'Nodes'),
  },
  {
    name: 'CapacityShort',
    severity: 'warning',
    expr: 'max by (severity) (aiigo_capacity_alerts{severity="CRITICAL"}) > 0',
    for: '5m',
    summary: '{{ $value }} critical alerts of the capacity count are open',
    panel: on(overview, 'Capacity alerts'),
  },

  // Queues and loops
  {
    name: 'QueueStands',
    severity: 'critical',
    expr: 'max by (queue) (aiigo_queue_oldest_seconds) > 60 and max by (queue) (aiigo_queue_jobs{state="active"}) == 0',
    for: '0s',
    summary: 'jobs of queue {{ $labels.queue }} are due for {{ $value | humanizeDuration }} and nobody takes them up',
    panel: on(queues, 'Age of the oldest waiting queue job'),
  },
  {
    name: 'QueueSlow',
    severity: 'warning',
    expr: 'max by (queue) (aiigo_queue_oldest_seconds) > 120',
    for: '5m',
    summary: 'jobs of queue {{ $labels.queue }} wait for {{ $value | humanizeDuration }}',
    panel: on(queues, 'Age of the oldest waiting queue job'),
  },
  {
    name: 'QueueJobsFailed',
    severity: 'warning',
    expr: 'max by (queue) (aiigo_queue_failing) == 1',
    for: '0s',
    summary: 'jobs of queue {{ $labels.queue }} failed for good',
    panel: on(queues, 'Failed queue jobs'),
  },
  {
    name: 'OutboxStands',
    severity: 'critical',
    expr: 'max(aiigo_outbox_oldest_seconds) > 60',
    for: '0s',
    summary: 'recorded work has not been handed to its queue for {{ $value | humanizeDuration }}',
    panel: on(queues, 'Outbox'),
  },
  {
    name: 'LoopStands',
    severity: 'critical',
    expr: 'max by (job, instance, loop) (aiigo_loop_age_seconds) > 60',
    for: '30s',
    summary: 'loop {{ $labels.loop }} of {{ $labels.job }} has done no work for {{ $value | humanizeDuration }}',
    panel: on(queues, 'Progress of loops'),
  },

  // Transactions
  {
    name: 'OperatorBalanceLow',
    severity: 'critical',
    expr: 'min by (account) (aiigo_operator_transactions_left) < 100 or min by (account) (aiigo_operator_balance_ether) == 0',
    for: '0s',
    summary: '{{ $labels.account }} can pay for {{ $value }} more transactions',
    panel: on(chain, 'Transactions left'),
  },
  {
    name: 'OperatorBalanceLow',
    severity: 'warning',
    expr: 'min by (account) (aiigo_operator_transactions_left) < 1000',
    for: '5m',
    summary: '{{ $labels.account }} can pay for {{ $value }} more transactions',
    panel: on(chain, 'Transactions left'),
  },
  {
    name: 'GasBudgetSpent',
    severity: 'critical',
    expr: 'max(aiigo_gas_spent_day_ether) / max(aiigo_gas_budget_day_ether) >= 1',
    for: '0s',
    summary: 'the budget for gas of 24 hours is spent; no new transaction is made',
    panel: on(chain, 'Budget for gas'),
  },
  {
    name: 'GasBudgetSpent',
    severity: 'warning',
    expr: 'max(aiigo_gas_spent_day_ether) / max(aiigo_gas_budget_day_ether) >= 0.8',
    for: '5m',
    summary: '{{ $value | humanizePercentage }} of the budget for gas of 24 hours are spent',
    panel: on(chain, 'Budget for gas'),
  },
  {
    name: 'TransactionStuck',
    severity: 'critical',
    expr: 'max by (account) (aiigo_chain_oldest_open_seconds) > 300',
    for: '0s',
    summary: 'a transaction of {{ $labels.account }} is in no block after {{ $value | humanizeDuration }}',
    panel: on(chain, 'Oldest open transaction'),
  },
  {
    name: 'FeeBoundReached',
    severity: 'warning',
    expr: `sum(${growth('aiigo_chain_fee_bound_total', '5m')}) > 0`,
    // A single look counts for five minutes: this is a fee that stays high.
    for: '10m',
    summary: 'the chain asks for a higher fee than MAX_FEE_GWEI allows; transactions wait',
    panel: on(chain, 'Fees: replacements and the bound'),
  },
  {
    name: 'TransactionsReverted',
    severity: 'warning',
    expr: `sum by (kind) (${growth('aiigo_chain_transactions_total{outcome="reverted"}', '15m')}) > 3`,
    for: '0s',
    summary: '{{ $value | humanize }} transactions {{ $labels.kind }} were reverted in 15 minutes',
    panel: on(chain, 'Transactions by outcome'),
  },
  {
    name: 'NonceTaken',
    severity: 'warning',
    expr: `sum(${growth('aiigo_chain_transactions_total{outcome=~"replaced|abandoned"}', '15m')}) > 0`,
    for: '0s',
    summary: 'the chain took another transaction in the place of one of the platform',
    panel: on(chain, 'Transactions by outcome'),
  },

  // Chain and subgraph
  {
    name: 'BehindTheChain',
    severity: 'critical',
    expr: 'max by (of) (aiigo_lag_seconds) > 30',
    for: '30s',
    summary: 'the chain has been ahead of the {{ $labels.of }} for {{ $value | humanizeDuration }}',
    panel: on(chain, 'Lag behind the chain'),
  },
  {
    name: 'NoWorkerLeads',
    severity: 'critical',
    expr: 'max(aiigo_worker_leads) < 1',
    for: '1m',
    summary: 'no worker sends transactions',
    panel: on(chain, 'Leading worker'),
  },
  {
    name: 'DeepReorganisation',
    severity: 'critical',
    expr: 'max(increase(aiigo_reorg_depth_blocks_count[1h])) - max(increase(aiigo_reorg_depth_blocks_bucket{le="12"}[1h])) > 0',
    for: '0s',
    summary: 'the chain replaced more than 12 blocks',
    panel: on(chain, 'Reorganisations'),
  },
  {
    name: 'FinalityLate',
    severity: 'warning',
    expr: 'max(aiigo_finality_lag_blocks) > 100',
    for: '10m',
    summary: 'a transaction is not recorded as final {{ $value }} blocks after its own',
    panel: on(chain, 'Finality'),
  },

  // Money
  {
    name: 'EscrowShort',
    severity: 'critical',
    expr: 'max by (token) (aiigo_escrow_missing) == 1',
    for: '30s',
    summary: 'the escrow holds less {{ $labels.token }} than it owes',
    panel: on(money, 'Escrow is short'),
  },

  // API, files and processes
  {
    name: 'ApiFails',
    severity: 'critical',
    expr: 'sum(rate(aiigo_api_requests_total{outcome=~"INTERNAL_SERVER_ERROR|HTTP_5..|.*UNAVAILABLE"}[5m])) / sum(rate(aiigo_api_requests_total[5m])) > 0.05',
    for: '2m',
    summary: '{{ $value | humanizePercentage }} of the operations fail by the platform’s fault',
    panel: on(api, 'Failures of the API'),
  },
  {
    name: 'ApiSlow',
    severity: 'warning',
    expr: 'histogram_quantile(0.95, sum by (kind, le) (rate(aiigo_api_request_seconds_bucket[5m]))) > 2',
    for: '10m',
    summary: 'one of twenty operations of kind {{ $labels.kind }} takes longer than {{ $value | humanizeDuration }}',
    panel: on(api, 'Time of answers'),
  },
  {
    name: 'ApiRefuses',
    severity: 'warning',
    expr: 'sum by (limit) (rate(aiigo_api_refused_total[5m])) > 10',
    for: '5m',
    summary: 'limit {{ $labels.limit }} refuses {{ $value | humanize }} requests a second',
    panel: on(api, 'Refused by limits'),
  },
  {
    name: 'QueriesNotAnswered',
    severity: 'critical',
    expr: 'min by (instance) (aiigo_api_reader_ready) == 0',
    for: '1m',
    summary: 'the process that answers queries of {{ $labels.instance }} does not take them',
    panel: on(api, 'Process for queries'),
  },
  {
    name: 'DatabasePoolFull',
    severity: 'warning',
    expr: 'sum by (job, instance) (aiigo_database_connections{state="waiting"}) > 0',
    for: '2m',
    summary: '{{ $value }} callers in {{ $labels.job }} wait for a connection to PostgreSQL',
    panel: on(api, 'Connections to PostgreSQL'),
  },
  {
    name: 'BlobDiskFull',
    severity: 'critical',
    expr: 'min by (instance) (aiigo_blob_disk_free_bytes / aiigo_blob_disk_bytes) < 0.03',
    for: '1m',
    summary: 'the disk of the blob gateway has {{ $value | humanizePercentage }} left',
    panel: on(api, 'Disk of the blob gateway'),
  },
  {
    name: 'BlobDiskFull',
    severity: 'warning',
    expr: 'min by (instance) (aiigo_blob_disk_free_bytes / aiigo_blob_disk_bytes) < 0.1',
    for: '10m',
    summary: 'the disk of the blob gateway has {{ $value | humanizePercentage }} left',
    panel: on(api, 'Disk of the blob gateway'),
  },
  {
    name: 'ProcessRestarts',
    severity: 'warning',
    expr: 'max by (job) (changes(process_start_time_seconds[15m])) > 2',
    for: '0s',
    summary: '{{ $labels.job }} started {{ $value }} times in 15 minutes',
    panel: on(api, 'Starts of processes'),
  },
]
