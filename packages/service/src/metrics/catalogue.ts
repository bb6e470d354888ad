/** A metric that a process of the platform serves at `/metrics`. */
export interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** The meaning, in one sentence; the `# HELP` line and `docs/metrics.md` show it. */
  readonly help: string
  /** Of the value, such as `seconds`; a count names its things. */
  readonly unit: string
  /** Names of labels. Their values come from fixed lists and from settings, never from ids. */
  readonly labels: readonly string[]
  /** Processes that serve it. */
  readonly from: readonly Process[]
  /** Upper bounds of a histogram. */
  readonly buckets?: readonly number[]
}

export type Process = 'api' | 'worker' | 'blob-gateway' | 'agent'

const SHORT_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]
const LONG_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120]
const BLOCK_SECONDS = [0.1, 0.5, 1, 5, 15, 30, 60, 120, 300, 900]

type Optional = Partial<Pick<MetricDefinition, 'labels' | 'buckets'>>

const listed = (from: Process | readonly Process[]) => (typeof from === 'string' ? [from] : from)
const counter = (unit: string, from: Process | readonly Process[], help: string, { labels = [] }: Optional = {}) =>
  ({ type: 'counter', unit, from: listed(from), help, labels }) as const satisfies MetricDefinition
const gauge = (unit: string, from: Process | readonly Process[], help: string, { labels = [] }: Optional = {}) =>
  ({
    ...{ type: 'gauge', unit, help, labels },
    from: listed(from),
  }) as const satisfies MetricDefinition
const histogram = (unit: string, from: Process, help: string, { labels = [], buckets = [] }: Optional = {}) =>
  ({ type: 'histogram', unit, from: [from], help, labels, buckets }) as const satisfies MetricDefinition

/**
 * Every metric of the platform by its name: processes make theirs from this catalogue alone, and dashboards and alert
 * rules are checked against it. The API serves the state that all processes share, which it reads from the database,
 * the queues, the chain and the subgraph; the others serve what they do themselves.
 */
export const METRICS = {
  // Queues
  aiigo_queue_jobs: gauge('queue jobs', 'api', 'Queue jobs by state: waiting, active, delayed, failed', {
    labels: ['queue', 'state'],
  }),
  aiigo_queue_oldest_seconds: gauge(
    'seconds',
    'api',
    'How long the oldest queue job that nobody took up has been due',
    {
      labels: ['queue'],
    },
  ),
  aiigo_queue_failing: gauge('boolean', 'api', '1 while failed queue jobs of a queue ask for an operator', {
    labels: ['queue'],
  }),
  aiigo_queue_wait_seconds: histogram('seconds', 'worker', 'Time from when a queue job was due until it was taken up', {
    labels: ['queue'],
    buckets: LONG_SECONDS,
  }),
  aiigo_job_seconds: histogram(
    'seconds',
    'worker',
    'Time a queue job took; cause: why the queue advance looked at a job, empty for other queues',
    { labels: ['queue', 'cause'], buckets: LONG_SECONDS },
  ),
  aiigo_job_failures_total: counter('tries', 'worker', 'Failed tries of queue jobs; final: no other try follows', {
    labels: ['queue', 'cause', 'final'],
  }),
  aiigo_outbox_rows: gauge('rows', 'api', 'Rows of the outbox that no queue has got'),
  aiigo_outbox_oldest_seconds: gauge('seconds', 'api', 'Age of the oldest row of the outbox that no queue has got'),
  aiigo_outbox_handed_total: counter('rows', 'worker', 'Rows of the outbox that were handed to their queues'),

  // Transitions
  aiigo_transitions_total: counter(
    'transitions',
    ['api', 'worker'],
    'Changes of the state of a job, attempt, dispute or node; from: none for a new one',
    { labels: ['of', 'from', 'to'] },
  ),
  aiigo_states: gauge(
    'rows',
    'api',
    'Jobs and attempts in each state that is not an end; nodes and disputes in each; benchmarks of a day in each',
    {
      labels: ['of', 'state'],
    },
  ),

  // The platform's transactions
  aiigo_chain_transactions_total: counter(
    'transactions',
    'worker',
    'Transactions of the platform by what became of them: mined, reverted, replaced by another, abandoned',
    { labels: ['kind', 'outcome'] },
  ),
  aiigo_chain_gas_used_total: counter('gas', 'worker', 'Gas that transactions of the platform used', {
    labels: ['kind'],
  }),
  aiigo_chain_gas_spent_ether_total: counter(
    'ether',
    'worker',
    'Ether that transactions of the platform paid for gas',
    {
      labels: ['kind', 'account'],
    },
  ),
  aiigo_chain_wait_seconds: histogram('seconds', 'worker', 'Time from when a transaction was saved until its block', {
    labels: ['kind'],
    buckets: BLOCK_SECONDS,
  }),
  aiigo_chain_batch_effects: histogram('effects', 'worker', 'Effects that went to the chain in one transaction', {
    buckets: [1, 2, 5, 10, 20, 50],
  }),
  aiigo_worker_leads: gauge('boolean', 'worker', '1 in the worker that follows the chain and sends transactions'),
  aiigo_chain_refused_total: counter('effects', 'worker', 'Effects that the contracts refused', { labels: ['kind'] }),
  aiigo_chain_replacements_total: counter(
    'transactions',
    'worker',
    'Transactions that were given a higher fee while they waited',
    { labels: ['kind'] },
  ),
  aiigo_chain_fee_bound_total: counter(
    'looks',
    'worker',
    'Looks at which the chain asked for a higher fee than MAX_FEE_GWEI allows',
    { labels: ['kind'] },
  ),
  aiigo_chain_open_transactions: gauge('transactions', 'api', 'Transactions of the platform that are in no block', {
    labels: ['account'],
  }),
  aiigo_chain_oldest_open_seconds: gauge('seconds', 'api', 'Age of the oldest transaction that is in no block', {
    labels: ['account'],
  }),

  // Money
  aiigo_escrow_held_tokens: gauge('tokens', 'api', 'Balance of the escrow contract', { labels: ['token'] }),
  aiigo_escrow_owed_tokens: gauge('tokens', 'api', 'Liabilities of the escrow: locks, balances and fees', {
    labels: ['token'],
  }),
  aiigo_escrow_missing: gauge('boolean', 'api', '1 while the escrow holds less than it owes, by exact amounts', {
    labels: ['token'],
  }),
  aiigo_escrow_locked_tokens: gauge('tokens', 'api', 'Deposits and bonds of tasks that have not ended', {
    labels: ['token'],
  }),
  aiigo_money_tokens_total: counter(
    'tokens',
    'api',
    'Money by what it was for: paid (cost of paid tasks), fees (kept by the platform), rebates, refunds',
    { labels: ['token', 'of'] },
  ),
  aiigo_operator_balance_ether: gauge('ether', 'api', 'Balance of an account that sends the platform’s transactions', {
    labels: ['account'],
  }),
  aiigo_gas_spent_day_ether: gauge('ether', 'api', 'Ether that the platform paid for gas in the last 24 hours'),
  aiigo_gas_budget_day_ether: gauge('ether', 'api', 'GAS_BUDGET_ETHER; absent without a limit'),
  aiigo_operator_transactions_left: gauge(
    'transactions',
    'api',
    'Transactions of 400 000 gas that an account of the platform can pay for at the present fee',
    { labels: ['account'] },
  ),

  // Chain and subgraph
  aiigo_chain_head_block: gauge('block number', 'api', 'The latest block of the chain'),
  aiigo_subgraph_block: gauge('block number', 'api', 'The last block that the subgraph has indexed'),
  aiigo_follower_block: gauge('block number', 'api', 'The last block that chain-sync has acted on'),
  aiigo_chain_head_age_seconds: gauge('seconds', 'worker', 'Since when the chain’s head has not moved'),
  aiigo_finality_lag_blocks: gauge(
    'blocks',
    'api',
    'Blocks behind the head of the oldest transaction that is in a block and not final; 0 without one',
  ),
  aiigo_lag_seconds: gauge(
    'seconds',
    'worker',
    'For how long the chain has been ahead of the subgraph and of chain-sync',
    {
      labels: ['of'],
    },
  ),
  aiigo_reorg_depth_blocks: histogram('blocks', 'worker', 'Blocks that a reorganisation of the chain replaced', {
    buckets: [1, 2, 3, 5, 8, 12, 20, 64],
  }),
  aiigo_rewinds_total: counter('rewinds', 'worker', 'Times that chain-sync read blocks again after a reorganisation'),

  // API
  aiigo_api_requests_total: counter(
    'requests',
    'api',
    'Operations over HTTP; operation: the schema’s field that it asks for first, outcome: ok or the code of the error',
    { labels: ['operation', 'outcome'] },
  ),
  aiigo_api_request_seconds: histogram('seconds', 'api', 'Time to answer an operation over HTTP', {
    labels: ['kind'],
    buckets: SHORT_SECONDS,
  }),
  aiigo_api_refused_total: counter('requests', 'api', 'Requests, sockets and subscriptions that a limit refused', {
    labels: ['limit'],
  }),
  aiigo_api_sockets: gauge('sockets', 'api', 'Open WebSockets'),
  aiigo_api_subscriptions: gauge('subscriptions', 'api', 'Open subscriptions of all sockets'),
  aiigo_api_reader_ready: gauge('boolean', 'api', '1 while the process that answers queries takes them'),

  // Processes
  aiigo_database_connections: gauge('connections', ['api', 'worker'], 'Connections of the process to PostgreSQL', {
    labels: ['state'],
  }),
  aiigo_loop_age_seconds: gauge('seconds', ['api', 'worker'], 'Time since a loop of the process last came to its end', {
    labels: ['loop'],
  }),
  aiigo_part_silence_seconds: gauge('seconds', 'api', 'Time since any process of a kind last wrote that it works', {
    labels: ['part'],
  }),
  aiigo_source_up: gauge('boolean', 'api', '1 while a source of the API’s figures answers, 0 while it does not', {
    labels: ['source'],
  }),
  aiigo_trouble: gauge(
    'boolean',
    ['api', 'worker'],
    '1 while a part of the platform is not well; MARKET: the breaker is open',
    {
      labels: ['part'],
    },
  ),
  aiigo_nodes_wanted: gauge('nodes', 'api', 'Nodes that are meant to work now'),
  aiigo_nodes_offline: gauge('nodes', 'api', 'Nodes that are meant to work now and send no heartbeats'),
  aiigo_nodes_to_review: gauge('nodes', 'api', 'Nodes that wait for an audit or for the end of a review'),
  aiigo_operator_alerts: gauge('alerts', 'api', 'Alerts of `aiigo admin alerts` that are open', {
    labels: ['code', 'severity'],
  }),
  aiigo_capacity_alerts: gauge('alerts', 'api', 'Open alerts of the capacity count', { labels: ['severity'] }),

  // Blob gateway
  aiigo_blob_requests_total: counter('requests', 'blob-gateway', 'Requests for files by method and status class', {
    labels: ['method', 'status'],
  }),
  aiigo_blob_disk_free_bytes: gauge('bytes', 'blob-gateway', 'Free space of the disk that has the files'),
  aiigo_blob_disk_bytes: gauge('bytes', 'blob-gateway', 'Size of the disk that has the files'),

  // Agent
  aiigo_agent_attempts_running: gauge('attempts', 'agent', 'Attempts that the node works on'),
  aiigo_agent_platform_silence_seconds: gauge('seconds', 'agent', 'Time since the platform last answered a heartbeat'),
} as const satisfies Record<string, MetricDefinition>

export type MetricName = keyof typeof METRICS
/** Names of the metrics of a type. */
export type NameOf<Type extends MetricDefinition['type']> = {
  [Name in MetricName]: (typeof METRICS)[Name]['type'] extends Type ? Name : never
}[MetricName]
