import type { KpiFacts, TokenAmount } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

/** Jobs whose deposit reached the chain. */
const FUNDED = `(state not in ('SUBMITTED', 'TIMED_OUT', 'CANCELLED') or refunded or reason_code = 'FUNDED_LATE')`
const WINDOW = `interval '30 days'`

/**
 * The facts behind the KPIs, by their definitions in `KPIS`.
 * @param aiigo address of the token in which bonuses are paid, lower case
 * @param now default: the database's clock
 */
export async function kpiFacts(
  em: EntityManager,
  aiigo: string,
  now: Date | null = null,
): Promise<KpiFacts & { asOf: Date }> {
  const at = await instantOf(em, now)
  const [providers, buyers, power, tasks, volume, earnings] = await Promise.all([
    one<{ active: string; before: string; retained: string }>(
      em,
      `with today as (select (?::timestamptz at time zone 'UTC')::date as day),
       seen as (
         select p.provider, bool_or(p.day > today.day - 30) as lately, bool_or(p.day <= today.day - 30) as earlier
         from provider_day p, today where p.day > today.day - 60 and p.day <= today.day group by p.provider)
       select count(*) filter (where lately) as active, count(*) filter (where earlier) as before,
         count(*) filter (where lately and earlier) as retained from seen`,
      [at],
    ),
    one<{ buyers: string }>(
      em,
      `select count(distinct buyer) as buyers from job
       where created_at > ?::timestamptz - ${WINDOW} and created_at <= ?::timestamptz and ${FUNDED}`,
      [at, at],
    ),
    one<{ hashes: string }>(
      em,
      `select coalesce(sum(n.hashes_per_second), 0) as hashes from node n
       where n.registered and n.state = 'ACTIVE' and exists (
         select 1 from presence_span s where s.node_id = n.id and s.online and s.since < ?::timestamptz
         and (s.until is null or s.until > ((?::timestamptz at time zone 'UTC')::date - 29)::timestamp at time zone 'UTC'))`,
      [at, at],
    ),
    one<{ paid: string; failed: string }>(
      em,
      `select count(*) filter (where state = 'PAID') as paid,
         count(*) filter (where state in ('FAILED', 'REFUNDED') or state = 'TIMED_OUT' and ${FUNDED}) as failed
       from job where ended_at > ?::timestamptz - ${WINDOW} and ended_at <= ?::timestamptz`,
      [at, at],
    ),
    amounts(
      em,
      `select token, sum((result ->> 'cost')::numeric) as amount from job
       where state = 'PAID' and ended_at > ?::timestamptz - ${WINDOW} and ended_at <= ?::timestamptz group by token`,
      [at, at],
    ),
    amounts(
      em,
      `select token, sum(amount) as amount from (
         select token, (result ->> 'cost')::numeric
           - div((result ->> 'cost')::numeric * max_fee_bps, 10000) as amount
         from job where state = 'PAID' and ended_at > ?::timestamptz - ${WINDOW} and ended_at <= ?::timestamptz
         union all
         select ?, a.amount from bonus_award a join bonus_epoch e using (epoch) join bonus_period p using (starts_at)
         where p.ends_at > ?::timestamptz - ${WINDOW} and p.ends_at <= ?::timestamptz) earned
       group by token`,
      [at, at, aiigo, at, at],
    ),
  ])
  return {
    asOf: new Date(at),
    activeProviders: Number(providers.active),
    providersBefore: Number(providers.before),
    providersRetained: Number(providers.retained),
    activeBuyers: Number(buyers.buyers),
    hashesPerSecond: BigInt(power.hashes),
    volume,
    earnings,
    tasksPaid: Number(tasks.paid),
    tasksFailed: Number(tasks.failed),
  }
}

async function instantOf(em: EntityManager, now: Date | null): Promise<string> {
  if (now) return now.toISOString()
  const { now: clock } = await one<{ now: Date | string }>(em, 'select clock_timestamp() as now', [])
  return new Date(clock).toISOString()
}

async function one<T>(em: EntityManager, sql: string, parameters: unknown[]): Promise<T> {
  const rows = await em.execute<T[]>(sql, parameters)
  return rows[0] as T
}

async function amounts(em: EntityManager, sql: string, parameters: unknown[]): Promise<TokenAmount[]> {
  const rows = await em.execute<{ token: string; amount: string | null }[]>(sql, parameters)
  return rows.flatMap(({ token, amount }) => (amount === null ? [] : [{ token, amount: BigInt(amount) }]))
}
