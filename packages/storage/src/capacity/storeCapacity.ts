import { alertKey, type CapacityAlert, type CapacityCount } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

/** Peaks are looked at for a day; older ones are kept to look at. */
const KEEP = `interval '90 days'`
/** Key of the advisory lock under which capacity is counted. */
const LOCK = 0x63_61_70_61

export interface StoredAlert extends CapacityAlert {
  since: Date
}

/** Claims the right to count until the transaction ends; false when another process has it. */
export async function tryLockCapacity(em: EntityManager): Promise<boolean> {
  const rows = await em.execute<{ taken: boolean }[]>('select pg_try_advisory_xact_lock(?) as taken', [LOCK])
  return rows[0]?.taken ?? false
}

/**
 * Stores a count in place of the last one, and what it means for the hour's peaks and for alerts: an alert is open from
 * the first count that has it to the first that has not.
 * @param em of a transaction that holds the lock
 * @returns alerts that are new
 */
export async function storeCapacity(em: EntityManager, count: CapacityCount): Promise<CapacityAlert[]> {
  const { tiers, demand, alerts } = count
  await em.execute(
    `insert into capacity_count (at, count) values (clock_timestamp(), ?::jsonb)
     on conflict ("only") do update set at = excluded.at, count = excluded.count`,
    [JSON.stringify({ tiers, demand })],
    'run',
  )
  await em.execute(
    `insert into demand_hour (hour, resource_type, region, peak_units)
     select date_trunc('hour', clock_timestamp() at time zone 'UTC') at time zone 'UTC', d.t, d.r, d.u
     from jsonb_to_recordset(?::jsonb) as d (t text, r text, u bigint) where d.u > 0
     on conflict (hour, resource_type, region) do update set peak_units = excluded.peak_units
     where demand_hour.peak_units < excluded.peak_units`,
    [JSON.stringify(demand.map(({ resourceType: t, region: r, demandUnits: u }) => ({ t, r, u })))],
    'run',
  )
  const open = JSON.stringify(alerts.map((alert) => ({ key: alertKey(alert), alert })))
  await em.execute(
    `update capacity_alert set until = clock_timestamp() where until is null
       and key not in (select a.key from jsonb_to_recordset(?::jsonb) as a (key text))`,
    [open],
    'run',
  )
  const fresh = await em.execute<{ key: string; fresh: boolean }[]>(
    `insert into capacity_alert as c (key, alert, since)
     select a.key, a.alert, clock_timestamp() from jsonb_to_recordset(?::jsonb) as a (key text, alert jsonb)
     on conflict (key) where until is null do update set alert = excluded.alert
     returning key, (xmax = 0) as fresh`,
    [open],
  )
  await em.execute(`delete from demand_hour where hour < clock_timestamp() - ${KEEP}`, [], 'run')
  await em.execute(`delete from capacity_alert where until < clock_timestamp() - ${KEEP}`, [], 'run')
  const isNew = new Set(fresh.filter((row) => row.fresh).map(({ key }) => key))
  return alerts.filter((alert) => isNew.has(alertKey(alert)))
}

/** The last count and the alerts that are open; null before the first one. */
export async function readCapacity(
  em: EntityManager,
): Promise<(Pick<CapacityCount, 'tiers' | 'demand'> & { asOf: Date; alerts: StoredAlert[] }) | null> {
  const rows = await em.execute<
    {
      at: Date | string
      count: Pick<CapacityCount, 'tiers' | 'demand'>
      alerts: (CapacityAlert & { since: string })[]
    }[]
  >(
    `select at, count, (
       select coalesce(jsonb_agg(alert || jsonb_build_object('since', since) order by id), '[]'::jsonb)
       from capacity_alert where until is null) as alerts
     from capacity_count`,
  )
  const row = rows[0]
  if (!row) return null
  const alerts = row.alerts.map((alert) => ({ ...alert, since: new Date(alert.since) }))
  return { ...row.count, asOf: new Date(row.at), alerts }
}
