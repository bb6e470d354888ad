import type { EntityManager } from '../db/createStorage.js'
import { recordNodeChange } from './nodeChanges.js'

/** Uptime is a share of the last so many days. */
const UPTIME_WINDOW = `interval '30 days'`
/** A node's uptime is worked out anew when it is older than this. */
const UPTIME_AGE = `interval '60 seconds'`
/** Spans are needed for the uptime, and for bonus periods that wait for a budget. */
const KEEP_SPANS = `interval '45 days'`
/** Retention looks at two windows of 30 days. */
const KEEP_DAYS = 120

/**
 * Works out the uptime of the nodes whose figure is oldest: of the last 30 × 24 hours, the share of the time in which
 * the node was meant to work (registered, ACTIVE, AVAILABLE, in the hours of its schedule) that it was online, rounded
 * down to basis points. 10 000 while it was never meant to work. Presence is what the platform noticed: a node counts
 * as online until it is found silent.
 * @param em of `inTransaction`
 * @param limit nodes looked at
 * @param now default: the database's clock
 * @returns how many nodes' figures changed
 */
export async function refreshUptime(em: EntityManager, limit: number, now: Date | null = null): Promise<number> {
  const rows = await em.execute<{ id: string }[]>(
    `with clock as (select coalesce(?::timestamptz, clock_timestamp()) as now),
     due as (
       select u.node_id from node_uptime u, clock where u.computed_at < clock.now - ${UPTIME_AGE}
       order by u.computed_at limit ? for update of u skip locked),
     part as (
       select s.node_id, s.online, s.schedule, greatest(s.since, clock.now - ${UPTIME_WINDOW}) as lo,
         least(coalesce(s.until, clock.now), clock.now) as hi
       from due join presence_span s using (node_id), clock
       where s.meant and s.since < clock.now and (s.until is null or s.until > clock.now - ${UPTIME_WINDOW})),
     open as (
       select node_id, online, extract(epoch from hi - lo) as seconds from part where schedule is null
       union all
       select node_id, online, extract(epoch from closes - opens) from part, open_hours(schedule, lo, hi) where schedule is not null),
     worked_out as (
       select due.node_id,
         coalesce(floor(10000 * coalesce(sum(seconds) filter (where online), 0) / nullif(sum(seconds), 0)), 10000)::int as bps
       from due left join open using (node_id) group by due.node_id),
     marked as (update node_uptime u set computed_at = clock.now from due, clock where u.node_id = due.node_id),
     changed as (
       select n.id, w.bps from node n join worked_out w on w.node_id = n.id where n.uptime_bps <> w.bps
       order by n.id for no key update of n)
     update node n set uptime_bps = c.bps, updated_at = now() from changed c where n.id = c.id returning n.id`,
    [now?.toISOString() ?? null, limit],
  )
  if (rows.length > 0) recordNodeChange(em)
  return rows.length
}

/**
 * Records the UTC days on which each provider had a node online, from the last recorded day up to now. May run at any
 * time, and again.
 * @param now default: the database's clock
 */
export async function recordProviderDays(em: EntityManager, now: Date | null = null): Promise<void> {
  await em.execute(
    `with clock as (
       select coalesce(?::timestamptz, clock_timestamp()) as now,
         coalesce((select max(day)::timestamp at time zone 'UTC' from provider_day), '-infinity') as last)
     insert into provider_day (provider, day)
     select distinct seen.provider, d::date
     from (
       select distinct s.provider, (greatest(s.since, clock.last) at time zone 'UTC')::date as first,
         ((least(coalesce(s.until, clock.now), clock.now) - interval '1 microsecond') at time zone 'UTC')::date as final
       from clock, (
         -- Each half by its index: most spans have ended long ago.
         select provider, since, until from presence_span where online and until is null
         union all
         select provider, since, until from presence_span
         where online and until > coalesce((select max(day)::timestamp at time zone 'UTC' from provider_day), '-infinity')) s
       where s.since < clock.now) seen,
       generate_series(seen.first::timestamp, seen.final::timestamp, interval '1 day') d
     where not exists (select 1 from provider_day p where p.day = d::date and p.provider = seen.provider)
     on conflict do nothing`,
    [now?.toISOString() ?? null],
    'run',
  )
}

/**
 * Forgets presence that nothing is worked out from any more.
 * @param now default: the database's clock
 */
export async function prunePresence(em: EntityManager, now: Date | null = null): Promise<void> {
  const at = now?.toISOString() ?? null
  await em.execute(
    `delete from presence_span where until < coalesce(?::timestamptz, clock_timestamp()) - ${KEEP_SPANS}`,
    [at],
    'run',
  )
  await em.execute(
    `delete from provider_day
     where day < (coalesce(?::timestamptz, clock_timestamp()) at time zone 'UTC')::date - ${KEEP_DAYS}`,
    [at],
    'run',
  )
}
