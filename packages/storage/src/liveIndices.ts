import { type KeyedPriceIndex, type PriceKey, priceKeyText, type ResourceType, topic } from '@aiigo/domain'
import { appendEvents } from './appendEvent.js'
import type { EntityManager } from './createStorage.js'

export interface LiveIndex extends KeyedPriceIndex {
  /** When a level moved last. */
  changedAt: Date
}

/** Which live indices are wanted; what is not given is not asked about. */
export interface IndexQuery {
  resourceType?: ResourceType | undefined
  resourceClass?: string | undefined
  region?: string | undefined
  token?: string | undefined
}

/** Live indices as they were last worked out, in order of their keys. */
export async function readIndices(em: EntityManager, query: IndexQuery = {}): Promise<LiveIndex[]> {
  const { resourceType = null, resourceClass = null, region = null, token = null } = query
  const rows = await em.execute<IndexRow[]>(
    `select * from price_index
     where (?::text is null or resource_type = ?) and (?::text is null or resource_class = ?)
       and (?::text is null or region = ?) and (?::text is null or token = ?)
     order by resource_type, resource_class, region, token`,
    [resourceType, resourceType, resourceClass, resourceClass, region, region, token, token],
  )
  return rows.map(indexOf)
}

/** One process at a time works the live indices out. @param em of a transaction; the lock ends with it */
export async function tryLockIndices(em: EntityManager): Promise<boolean> {
  const rows = await em.execute<{ locked: boolean }[]>(
    "select pg_try_advisory_xact_lock(hashtextextended('price-index', 0)) as locked",
  )
  return rows[0]?.locked === true
}

/**
 * Replaces the live indices and appends a `prices:<type>` event for each whose levels moved.
 * @param em of `inTransaction`
 * @param before as read in the same transaction
 * @returns how many moved
 */
export async function replaceIndices(
  em: EntityManager,
  before: ReadonlyMap<string, LiveIndex>,
  now: ReadonlyMap<string, KeyedPriceIndex>,
  at: Date,
): Promise<number> {
  const changed = [...now].filter(([key, index]) => !same(before.get(key), index))
  const moved = changed.filter(([key, index]) => levelsMoved(before.get(key), index)).map(([, index]) => index)
  const movedKeys = new Set(moved.map(priceKeyText))
  const rows = changed.map(([key, index]) =>
    rowOf({ ...index, changedAt: movedKeys.has(key) ? at : (before.get(key)?.changedAt ?? at) }),
  )
  if (rows.length > 0) {
    await em.execute(
      `insert into price_index select * from jsonb_populate_recordset(null::price_index, ?::jsonb)
       on conflict (resource_type, resource_class, region, token) do update set
         p10 = excluded.p10, median = excluded.median, p90 = excluded.p90, volume = excluded.volume, usage = excluded.usage,
         sold_bps = excluded.sold_bps, trades = excluded.trades, asks = excluded.asks, providers = excluded.providers,
         thin = excluded.thin, changed_at = excluded.changed_at`,
      [JSON.stringify(rows)],
      'run',
    )
  }
  for (const [key, gone] of before) if (!now.has(key)) await forget(em, gone)
  for (const [type, indices] of Map.groupBy(moved, ({ resourceType }) => resourceType)) {
    await appendEvents(
      em,
      topic('prices', type) as `prices:${string}`,
      indices.map((index) => ({
        resourceType: index.resourceType,
        resourceClass: index.resourceClass,
        region: index.region,
        token: index.token,
        p10: index.p10.toString(),
        median: index.median.toString(),
        p90: index.p90.toString(),
        providers: index.providers,
        thin: index.thin,
        at: at.toISOString(),
      })),
    )
  }
  return moved.length
}

function forget(em: EntityManager, { resourceType, resourceClass, region, token }: PriceKey): Promise<unknown> {
  return em.execute(
    'delete from price_index where resource_type = ? and resource_class = ? and region = ? and token = ?',
    [resourceType, resourceClass, region, token],
    'run',
  )
}

const LEVELS = ['p10', 'median', 'p90'] as const
const VALUES = [...LEVELS, 'volume', 'usage', 'soldBps', 'trades', 'asks', 'providers', 'thin'] as const

function levelsMoved(before: LiveIndex | undefined, now: KeyedPriceIndex): boolean {
  return !before || before.thin !== now.thin || LEVELS.some((name) => before[name] !== now[name])
}

function same(before: LiveIndex | undefined, now: KeyedPriceIndex): boolean {
  return before !== undefined && VALUES.every((name) => before[name] === now[name])
}

interface IndexRow {
  resource_type: ResourceType
  resource_class: string
  region: string
  token: string
  p10: string
  median: string
  p90: string
  volume: string
  usage: string
  sold_bps: number | null
  trades: number
  asks: number
  providers: number
  thin: boolean
  changed_at: Date | string
}

function indexOf(row: IndexRow): LiveIndex {
  const { region, token, trades, asks, providers, thin } = row
  return {
    resourceType: row.resource_type,
    resourceClass: row.resource_class,
    region,
    token,
    p10: BigInt(row.p10),
    median: BigInt(row.median),
    p90: BigInt(row.p90),
    volume: BigInt(row.volume),
    usage: BigInt(row.usage),
    soldBps: row.sold_bps,
    trades,
    asks,
    providers,
    thin,
    changedAt: new Date(row.changed_at),
  }
}

function rowOf(index: LiveIndex): IndexRow {
  const { region, token, trades, asks, providers, thin } = index
  return {
    resource_type: index.resourceType,
    resource_class: index.resourceClass,
    region,
    token,
    p10: index.p10.toString(),
    median: index.median.toString(),
    p90: index.p90.toString(),
    volume: index.volume.toString(),
    usage: index.usage.toString(),
    sold_bps: index.soldBps,
    trades,
    asks,
    providers,
    thin,
    changed_at: index.changedAt.toISOString(),
  }
}
