/** The document's table, with what each figure means. `value` and `target` are in the KPI's unit. */
export const KPIS = {
  ACTIVE_PROVIDERS: {
    title: 'Active Providers',
    unit: 'PROVIDERS',
    target: 10_000,
    definition:
      'Wallets of which at least one node was online (its heartbeats arrived) on any of the last 30 UTC days, today included.',
  },
  ACTIVE_BUYERS: {
    title: 'Active Buyers',
    unit: 'BUYERS',
    target: 500,
    definition:
      'Wallets that submitted, in the last 30 × 24 hours, at least one job whose deposit reached the chain; what became of the job does not matter.',
  },
  COMPUTING_POWER: {
    title: 'Total Computing Power',
    unit: 'PH_PER_SECOND',
    target: 100,
    definition:
      'Sum of the hash rates verified by each node’s last passed proof-of-work challenge, over nodes that are ACTIVE on chain and were online on any of the last 30 UTC days. 1 PH/s is 10^15 hashes a second.',
  },
  MONTHLY_VOLUME: {
    title: 'Monthly Transaction Volume',
    unit: 'USD',
    target: 1_000_000,
    definition:
      'What buyers paid (fee included, refunds excluded) for tasks settled in the last 30 × 24 hours, each token at today’s price.',
  },
  PROVIDER_RETENTION: {
    title: 'Provider Retention',
    unit: 'PERCENT',
    target: 80,
    definition:
      'Of the providers active in the 30 UTC days before the last 30, the share that is active in the last 30 as well. Unknown while nobody was active then.',
  },
  TASK_SUCCESS_RATE: {
    title: 'Task Success Rate',
    unit: 'PERCENT',
    target: 95,
    definition:
      'Of the tasks that ended in the last 30 × 24 hours as paid, failed (retries spent), refunded after a dispute, or without any node found in time, the share that was paid. Cancelled and never funded ones do not count. Unknown while none ended.',
  },
  PROVIDER_EARNINGS: {
    title: 'Average Provider Earnings',
    unit: 'USD',
    target: 200,
    definition:
      'Earnings of all providers in the last 30 × 24 hours (what buyers paid for settled tasks less the highest fee that the task allows, and bonuses of periods that ended then, each token at today’s price) over the number of active providers. Unknown while there are none.',
  },
} as const satisfies Record<string, KpiDefinition>

export const KPI_UNITS = ['PROVIDERS', 'BUYERS', 'PH_PER_SECOND', 'USD', 'PERCENT'] as const
export type KpiUnit = (typeof KPI_UNITS)[number]

interface KpiDefinition {
  title: string
  unit: KpiUnit
  target: number
  definition: string
}

export type KpiName = keyof typeof KPIS
export const KPI_NAMES = Object.keys(KPIS) as KpiName[]
