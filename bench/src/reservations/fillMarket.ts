import type { Storage } from '@aiigo/storage'
import { makeJobSpec } from '@aiigo/storage/testing'

const TRUNCATED =
  'job, attempt, reservation, node, node_failure, node_change, event, event_topic, outbox, job_log, challenge'

/**
 * Empties the market and fills it: nodes of one to four units that differ in price, region, reputation and power, and QUEUED jobs of
 * one or two units that differ in what they weigh, for which there is room.
 * @returns the jobs' ids, in random order
 */
export async function fillMarket(storage: Storage, { nodes, jobs }: { nodes: number; jobs: number }): Promise<string[]> {
  const em = storage.fork()
  await em.execute(`truncate ${TRUNCATED}`)
  // Not news to anybody: indexes are built afterwards.
  await em.transactional(async (tx) => {
    await tx.execute(`set local session_replication_role = 'replica'`)
    await tx.execute('select setseed(0.5)')
    await tx.execute(
      `insert into node (id, provider, name, resource_type, units, region, state, trust_level, reputation, hashes_per_second, asks,
         registered, availability, online, last_heartbeat_at, spec, uptime_bps)
       select '0x' || lpad(to_hex(i), 16, '0'), '0x' || lpad(to_hex(i / 3), 40, '0'), 'node ' || i, 'CPU', 1 + floor(random() * 4)::int,
         (array['US', 'EU', 'ASIA', 'SA', 'AF', 'OC'])[1 + floor(random() * 6)::int], 'ACTIVE', 'BASIC', floor(random() * 10000)::int,
         floor(power(2, 20 + random() * 15)), jsonb_build_object('0x' || repeat('0', 40), (500 + floor(random() * 1500))::text),
         true, 'AVAILABLE', true, now(), '{"memoryMiB": 4096}'::jsonb, 9000 + floor(random() * 1000)::int
       from generate_series(1, ?) as i`,
      [nodes],
    )
    const specs = (['cheapest', 'fastest', 'most-reliable', 'balanced'] as const).map((profile) =>
      makeJobSpec({ profile, parallelOffers: 1 }),
    )
    await tx.execute(
      `insert into job (id, buyer, name, state, resource_type, spec, spec_hash, token, budget, max_rate, max_usage, units, request, task_id,
         max_attempts, fund_by, assign_by, work_seconds, window_seconds)
       select gen_random_uuid(), '0x' || lpad(to_hex(i), 40, 'b'), 'job ' || i, 'QUEUED', 'CPU',
         jsonb_set(?::jsonb -> (i % 4), '{resources,units}', to_jsonb(1 + (i % 3 = 0)::int)), '0x' || repeat('a', 64), '0x' || repeat('0', 40),
         1000000, 2000, 100, 1 + (i % 3 = 0)::int, '{}'::jsonb, '0x' || lpad(to_hex(i), 64, '0'), 3, now(), now() + interval '1 hour', 60, 600
       from generate_series(1, ?) as i`,
      [JSON.stringify(specs), jobs],
    )
  })
  await em.execute('analyze')
  const rows = await em.execute<{ id: string }[]>('select id from job order by random()')
  return rows.map(({ id }) => id)
}
