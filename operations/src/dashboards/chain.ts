import type { Dashboard } from '../Dashboard.js'

export const chain: Dashboard = {
  uid: 'aiigo-chain',
  title: 'AIIGO: chain',
  about: 'The platform’s transactions, the chain, the subgraph and the follower',
  panels: [
    {
      title: 'Oldest open transaction',
      about: 'Age of the oldest transaction that is in no block, for each account',
      unit: 's',
      queries: [{ expr: 'max by (account) (aiigo_chain_oldest_open_seconds)', legend: '{{account}}' }],
    },
    {
      title: 'Open transactions',
      about: 'Transactions that are in no block',
      unit: 'short',
      queries: [{ expr: 'max by (account) (aiigo_chain_open_transactions)', legend: '{{account}}' }],
    },
    {
      title: 'Transactions left',
      about: 'Transactions of 400 000 gas that an account can pay for at the present fee',
      unit: 'short',
      queries: [
        { expr: 'min by (account) (aiigo_operator_transactions_left)', legend: '{{account}}' },
        // Their number is not known without the chain's fee.
        { expr: 'min by (account) (aiigo_operator_balance_ether) == 0', legend: '{{account}}: no ETH' },
      ],
    },
    {
      title: 'Balance of the platform’s accounts',
      about: 'Ether for gas',
      unit: 'none',
      queries: [{ expr: 'min by (account) (aiigo_operator_balance_ether)', legend: '{{account}}' }],
    },
    {
      title: 'Transactions by outcome',
      about: 'Transactions that were mined, reverted, replaced or abandoned, each second',
      unit: 'ops',
      queries: [
        {
          expr: 'sum by (kind, outcome) (rate(aiigo_chain_transactions_total[$__rate_interval]))',
          legend: '{{kind}} {{outcome}}',
        },
      ],
    },
    {
      title: 'Wait for a block',
      about: 'Time from when a transaction was saved until its block: 95 of 100 were faster',
      unit: 's',
      queries: [
        {
          expr: 'histogram_quantile(0.95, sum by (kind, le) (rate(aiigo_chain_wait_seconds_bucket[$__rate_interval])))',
          legend: '{{kind}}',
        },
      ],
    },
    {
      title: 'Effects in a transaction',
      about: 'Effects that went together, on average',
      unit: 'short',
      queries: [
        {
          expr: 'sum(rate(aiigo_chain_batch_effects_sum[$__rate_interval])) / sum(rate(aiigo_chain_batch_effects_count[$__rate_interval]))',
          legend: 'effects',
        },
      ],
    },
    {
      title: 'Refused effects',
      about: 'Effects that the contracts refused, each second',
      unit: 'ops',
      queries: [{ expr: 'sum by (kind) (rate(aiigo_chain_refused_total[$__rate_interval]))', legend: '{{kind}}' }],
    },
    {
      title: 'Fees: replacements and the bound',
      about: 'Transactions that got a higher fee, and looks at which MAX_FEE_GWEI held one back, in five minutes',
      unit: 'short',
      queries: [
        { expr: 'sum by (kind) (increase(aiigo_chain_replacements_total[5m]))', legend: 'replaced {{kind}}' },
        { expr: 'sum by (kind) (increase(aiigo_chain_fee_bound_total[5m]))', legend: 'held back {{kind}}' },
      ],
    },
    {
      title: 'Gas',
      about: 'Gas that was used, each second',
      unit: 'short',
      queries: [{ expr: 'sum by (kind) (rate(aiigo_chain_gas_used_total[$__rate_interval]))', legend: '{{kind}}' }],
    },
    {
      title: 'Ether spent for gas in a day',
      about: 'Ether that was paid for gas in the last 24 hours',
      unit: 'none',
      queries: [{ expr: 'sum by (account) (increase(aiigo_chain_gas_spent_ether_total[1d]))', legend: '{{account}}' }],
    },
    {
      title: 'Budget for gas',
      about: 'Ether that was paid for gas in 24 hours, over all accounts, and the most that may be',
      unit: 'none',
      queries: [
        { expr: 'max(aiigo_gas_spent_day_ether)', legend: 'spent' },
        { expr: 'max(aiigo_gas_budget_day_ether)', legend: 'budget' },
      ],
    },
    {
      title: 'Blocks',
      about: 'The chain’s head, and how far subgraph and chain-sync are',
      unit: 'none',
      queries: [
        { expr: 'max(aiigo_chain_head_block)', legend: 'chain' },
        { expr: 'max(aiigo_subgraph_block)', legend: 'subgraph' },
        { expr: 'max(aiigo_follower_block)', legend: 'chain-sync' },
      ],
    },
    {
      title: 'Leading worker',
      about: 'How many workers follow the chain and send: one',
      unit: 'none',
      queries: [{ expr: 'sum(aiigo_worker_leads)', legend: 'leading' }],
    },
    {
      title: 'Lag behind the chain',
      about: 'For how long the chain has been ahead, and since when its head has not moved',
      unit: 's',
      queries: [
        { expr: 'max by (of) (aiigo_lag_seconds)', legend: '{{of}}' },
        { expr: 'min(aiigo_chain_head_age_seconds)', legend: 'age of the head' },
      ],
    },
    {
      title: 'Finality',
      about: 'Blocks behind the head of the oldest transaction that is not final',
      unit: 'short',
      queries: [{ expr: 'max(aiigo_finality_lag_blocks)', legend: 'blocks' }],
    },
    {
      title: 'Reorganisations',
      about: 'Reorganisations by depth in an hour, and rewinds of chain-sync',
      unit: 'short',
      queries: [
        { expr: 'max by (le) (increase(aiigo_reorg_depth_blocks_bucket[1h]))', legend: 'at most {{le}} blocks' },
        { expr: 'sum(increase(aiigo_rewinds_total[1h]))', legend: 'rewinds' },
      ],
    },
  ],
}
