import { REGIONS } from '@aiigo/domain'
import { TERMS, type Weights } from '@aiigo/matching'
import type { Storage } from '@aiigo/storage'
import { makeJobSpec } from '@aiigo/storage/testing'

const TRUNCATED =
  'job, attempt, reservation, node, node_failure, node_change, event, event_topic, outbox, job_log, challenge, matching_worker'

/** Different things that buyers want. */
const SPECS = 600

/** Own weights and regions, from broad to narrow; always the same for a number. */
function specOf(i: number) {
  const shares = TERMS.map((_, term) => 1 + ((i * 7_919 + term * 104_729) % 97))
  const sum = shares.reduce((total, share) => total + share, 0)
  const values = shares.map((share) => Math.floor((share * 10_000) / sum))
  const [first = 0, ...others] = values
  const rest = 10_000 - values.reduce((total, value) => total + value, 0)
  const weights = Object.fromEntries(TERMS.map((term, at) => [term, [first + rest, ...others][at]])) as Weights
  const { profile: _profile, ...spec } = makeJobSpec({ parallelOffers: 1 })
  const region = i % 2 === 0 ? undefined : REGIONS.slice(i % 3, (i % 3) + 3)
  return { ...spec, weights, resources: { ...spec.resources, ...(region ? { region } : {}) } }
}

/**
 * Empties the market and fills it: nodes of one to four units that differ in price, region, reputation and power, and
 * QUEUED jobs of one or two units that differ in what they weigh, for which there is room.
 * @returns the jobs' ids, in random order
 */
export async function fillMarket(
  storage: Storage,
  { nodes, jobs }: { nodes: number; jobs: number },
): Promise<string[]> {
  const em = storage.fork()
  await em.execute(`truncate ${TRUNCATED} cascade`)
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
    const specs = Array.from({ length: SPECS }, (_, i) => JSON.parse(JSON.stringify(specOf(i))) as unknown)
    await tx.execute(
      `insert into job (id, buyer, name, state, resource_type, spec, spec_hash, token, budget, max_rate, max_usage, units, max_fee_bps, matcher, task_id,
         max_attempts, fund_by, assign_by, work_seconds, window_seconds)
       select gen_random_uuid(), '0x' || lpad(to_hex(i), 40, 'b'), 'job ' || i, 'QUEUED', 'CPU',
         jsonb_set(?::jsonb -> (i % ?), '{resources,units}', to_jsonb(1 + (i % 3 = 0)::int)), '0x' || repeat('a', 64), '0x' || repeat('0', 40),
         1000000, 2000, 100, 1 + (i % 3 = 0)::int, 800, '0x' || repeat('0', 40), '0x' || lpad(to_hex(i), 64, '0'), 3, now(), now() + interval '1 hour', 60, 600
       from generate_series(1, ?) as i`,
      [JSON.stringify(specs), SPECS, jobs],
    )
  })
  await em.execute('analyze')
  const rows = await em.execute<{ id: string }[]>('select id from job order by random()')
  return rows.map(({ id }) => id)
}
