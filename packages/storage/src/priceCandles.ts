import {
  type Granularity,
  type KeyedPriceIndex,
  type PriceKey,
  type PriceLevels,
  priceKeyText,
  type ResourceType,
} from '@aiigo/domain'
import type { EntityManager } from './createStorage.js'

export interface PriceCandle extends Omit<KeyedPriceIndex, 'soldBps'> {
  granularity: Granularity
  startsAt: Date
  /** Medians of the interval's parts, and the highest and lowest of them. */
  open: bigint
  high: bigint
  low: bigint
  close: bigint
}

/** A level older than this is no predecessor. */
const FORGOTTEN_AFTER_MS = 7 * 86_400_000

/** Start of the last interval that was taken. */
export async function lastPriceInterval(em: EntityManager, granularity: Granularity): Promise<Date | null> {
  const rows = await em.execute<{ last: Date | string | null }[]>(
    'select max(starts_at) as last from price_interval where granularity = ?',
    [granularity],
  )
  const last = rows[0]?.last
  return last ? new Date(last) : null
}

/**
 * Takes an interval: once, whoever asks and however often. A second taker waits for the first one's transaction.
 * @param em of a transaction that also writes the interval's candles
 * @returns false when it was taken before
 */
export async function takePriceInterval(em: EntityManager, granularity: Granularity, startsAt: Date): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    'insert into price_interval (granularity, starts_at) values (?, ?::timestamptz) on conflict do nothing returning 1',
    [granularity, startsAt.toISOString()],
  )
  return rows.length > 0
}

/** The last candle of every key before an instant, by key text; those that are too old to go on from are left out. */
export async function lastCandles(
  em: EntityManager,
  granularity: Granularity,
  before: Date,
): Promise<Map<string, PriceLevels & { close: bigint }>> {
  const rows = await em.execute<CandleRow[]>(
    `select distinct on (resource_type, resource_class, region, token) * from price_candle
     where granularity = ? and starts_at < ?::timestamptz and starts_at >= ?::timestamptz
     order by resource_type, resource_class, region, token, starts_at desc`,
    [granularity, before.toISOString(), new Date(before.getTime() - FORGOTTEN_AFTER_MS).toISOString()],
  )
  return new Map(rows.map(candleOf).map((candle) => [priceKeyText(candle), candle]))
}

export async function insertCandles(em: EntityManager, candles: readonly PriceCandle[]): Promise<void> {
  if (candles.length === 0) return
  await em.execute(
    `insert into price_candle select * from jsonb_populate_recordset(null::price_candle, ?::jsonb)`,
    [JSON.stringify(candles.map(rowOf))],
    'run',
  )
}

export interface CandleQuery extends PriceKey {
  granularity: Granularity
  /** Candles that start before it. */
  before: Date
  first: number
}

/** Candles of one key, newest first. */
export async function readCandles(em: EntityManager, query: CandleQuery): Promise<PriceCandle[]> {
  const rows = await em.execute<CandleRow[]>(
    `select * from price_candle
     where resource_type = ? and resource_class = ? and region = ? and token = ? and granularity = ? and starts_at < ?::timestamptz
     order by starts_at desc limit ?`,
    [
      query.resourceType,
      query.resourceClass,
      query.region,
      query.token,
      query.granularity,
      query.before.toISOString(),
      query.first,
    ],
  )
  return rows.map(candleOf)
}

/** Candles that start in a stretch of time, oldest first. */
export async function candlesBetween(
  em: EntityManager,
  granularity: Granularity,
  from: Date,
  to: Date,
): Promise<PriceCandle[]> {
  const rows = await em.execute<CandleRow[]>(
    `select * from price_candle where granularity = ? and starts_at >= ?::timestamptz and starts_at < ?::timestamptz
     order by starts_at`,
    [granularity, from.toISOString(), to.toISOString()],
  )
  return rows.map(candleOf)
}

interface CandleRow extends Record<(typeof AMOUNTS)[number], string> {
  granularity: Granularity
  starts_at: Date | string
  resource_type: ResourceType
  resource_class: string
  region: string
  token: string
  trades: number
  asks: number
  providers: number
  thin: boolean
}

const AMOUNTS = ['open', 'high', 'low', 'close', 'p10', 'median', 'p90', 'volume', 'usage'] as const

function candleOf(row: CandleRow): PriceCandle {
  const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, BigInt(row[name])])) as Record<
    (typeof AMOUNTS)[number],
    bigint
  >
  const { granularity, region, token, trades, asks, providers, thin } = row
  return {
    ...amounts,
    granularity,
    startsAt: new Date(row.starts_at),
    resourceType: row.resource_type,
    resourceClass: row.resource_class,
    region,
    token,
    trades,
    asks,
    providers,
    thin,
  }
}

function rowOf(candle: PriceCandle): CandleRow {
  const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, candle[name].toString()])) as Record<
    (typeof AMOUNTS)[number],
    string
  >
  const { granularity, region, token, trades, asks, providers, thin } = candle
  return {
    ...amounts,
    granularity,
    starts_at: candle.startsAt.toISOString(),
    resource_type: candle.resourceType,
    resource_class: candle.resourceClass,
    region,
    token,
    trades,
    asks,
    providers,
    thin,
  }
}
