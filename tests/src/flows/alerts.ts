import { readFileSync } from 'node:fs'
import { queues } from '@aiigo/queue'
import { expect } from '@jest/globals'
import { createTestClient, http, publicActions } from 'viem'
import type { Marketplace } from '../testkit/marketplace.js'
import type { Prometheus } from '../testkit/prometheus.js'

type Sql = (text: string, values: unknown[]) => Promise<Record<string, unknown>[]>

/**
 * Raises the alerts of a stopped worker, a halted subgraph, an empty account, a transaction that is stuck and work that
 * is not handed over, in Prometheus, and takes the causes back. The worker has been stopped before.
 */
export async function raisesAlerts({ stack }: Marketplace, prometheus: Prometheus, sql: Sql): Promise<void> {
  const account = stack.accounts.operator.address
  const chain = createTestClient({ mode: 'anvil', transport: http(stack.urls.ethereumRpc) }).extend(publicActions)
  const balance = await chain.getBalance({ address: account })
  const graph = stack.pidOf('graph-node') ?? 0
  const stuck = '00000000-0000-4000-8000-00000000dead'
  await chain.setBalance({ address: account, value: 0n })
  await sql(
    `insert into chain_transaction (id, kind, subject, from_address, nonce, to_address, state, created_at, updated_at)
     values ($1, 'assign', '0x00', $2, 1000000, $2, 'SENT', now() - interval '10 minutes', now())`,
    [stuck, account.toLowerCase()],
  )
  await sql(
    `insert into outbox (id, queue, payload, created_at)
     values ($1, $2, '{}', now() - interval '10 minutes')`,
    [stuck, queues.deadlineSweep.name],
  )
  process.kill(-graph, 'SIGSTOP')
  try {
    const down = await prometheus.fires({ alertname: 'ProcessDown', job: 'worker', severity: 'critical' })
    expect(down.annotations).toMatchObject({
      summary: expect.stringMatching(/^Prometheus does not reach worker at 127/),
      runbook_url: 'http://platform/docs/runbooks/process-down.html',
      __dashboardUid__: 'aiigo-overview',
    })
    await prometheus.fires({ alertname: 'SourceAway', source: 'subgraph' })
    const severity = 'critical'
    await prometheus.fires({ alertname: 'OperatorBalanceLow', severity, account: account.toLowerCase() })
    await prometheus.fires({ alertname: 'TransactionStuck', account: account.toLowerCase() })
    await prometheus.fires({ alertname: 'OutboxStands' })
    await prometheus.fires({ alertname: 'WorkerSilent' })
  } finally {
    process.kill(-graph, 'SIGCONT')
    await chain.setBalance({ address: account, value: balance })
    await sql('delete from chain_transaction where id = $1', [stuck])
    await sql('delete from outbox where id = $1', [stuck])
  }
}

/** With the causes gone the alerts end, and the figures are those of a platform that works. */
export async function seesAlertsEnd({ stack }: Marketplace, prometheus: Prometheus): Promise<void> {
  for (const alert of ['ProcessDown', 'SourceAway', 'OperatorBalanceLow', 'TransactionStuck', 'OutboxStands']) {
    await prometheus.ends(alert)
  }
  await prometheus.ends('WorkerSilent')
  await prometheus.ends('EscrowShort')
  for (const [expr, least] of [
    ['sum(aiigo_transitions_total{of="job",to="PAID"})', 1],
    ['sum(aiigo_chain_transactions_total{outcome="mined"})', 1],
    ['sum(aiigo_chain_gas_used_total)', 21_000],
    ['max(aiigo_money_tokens_total{of="paid"})', 0],
    [`sum(aiigo_job_seconds_count{queue="${queues.advance.name}"})`, 1],
    ['sum(aiigo_queue_wait_seconds_count)', 1],
    ['sum(aiigo_api_requests_total{outcome="ok"})', 1],
    ['max(aiigo_chain_head_block)', 1],
    ['max(aiigo_subgraph_block)', 1],
    ['max(aiigo_follower_block)', 1],
    ['min(aiigo_blob_disk_free_bytes)', 1],
    ['max(aiigo_escrow_held_tokens{token="ETH"})', 0],
  ] as const) {
    await prometheus.reaches(expr, least)
  }
  // Every process serves the catalogue, and nothing else under our name.
  const listed = new Set(readFileSync('docs/metrics.md', 'utf8').match(/aiigo_\w+/g))
  for (const url of [stack.urls.api.replace('/graphql', ''), stack.urls.worker, stack.urls.blob]) {
    const text = await (await fetch(new URL('/metrics', url))).text()
    const names = [...text.matchAll(/^# TYPE (aiigo_\w+)/gm)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(2)
    expect(names.filter((name) => !listed.has(String(name)))).toEqual([])
  }
}
