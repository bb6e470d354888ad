import { type Granularity, type KeyedPriceIndex, type PriceKey, priceKeyText } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { PriceCandle } from './PriceCandle.js'

/** A candle as it is made. */
export interface NewCandle extends Omit<KeyedPriceIndex, 'soldBps'> {
  granularity: Granularity
  startsAt: Date
  open: bigint
  high: bigint
  low: bigint
  close: bigint
}

/** A level older than this is no predecessor. */
const FORGOTTEN_AFTER_MS = 7 * 86_400_000
/** Rows of one insert: a statement has at most 65 535 parameters. */
const BATCH = 1_000

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
 * Claims an interval. Only the first claim succeeds. A second one waits for the transaction of the first.
 * @param em of a transaction that also writes the interval's candles
 * @returns false when it was claimed before
 */
export async function claimPriceInterval(
  em: EntityManager,
  granularity: Granularity,
  startsAt: Date,
): Promise<boolean> {
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
): Promise<Map<string, PriceCandle>> {
  const rows = await em.execute<Record<string, unknown>[]>(
    `select distinct on (resource_type, resource_class, region, token) * from price_candle
     where granularity = ? and starts_at < ?::timestamptz and starts_at >= ?::timestamptz
     order by resource_type, resource_class, region, token, starts_at desc`,
    [granularity, before.toISOString(), new Date(before.getTime() - FORGOTTEN_AFTER_MS).toISOString()],
  )
  const candles = rows.map((row) => em.map(PriceCandle, row))
  return new Map(candles.map((candle) => [priceKeyText(candle), candle]))
}

export async function insertCandles(em: EntityManager, candles: readonly NewCandle[]): Promise<void> {
  for (let at = 0; at < candles.length; at += BATCH) {
    await em.insertMany(PriceCandle, candles.slice(at, at + BATCH))
  }
}

export interface CandleQuery extends PriceKey {
  granularity: Granularity
  /** Candles that start before it. */
  before: Date
  first: number
}

/** Candles of one key, newest first. */
export function readCandles(em: EntityManager, query: CandleQuery): Promise<PriceCandle[]> {
  const { before, first, resourceType, resourceClass, region, token, granularity } = query
  return em.find(
    PriceCandle,
    { resourceType, resourceClass, region, token, granularity, startsAt: { $lt: before } },
    { orderBy: { startsAt: 'desc' }, limit: first },
  )
}

/** Candles that start in a stretch of time, oldest first. */
export function candlesBetween(
  em: EntityManager,
  granularity: Granularity,
  from: Date,
  to: Date,
): Promise<PriceCandle[]> {
  return em.find(PriceCandle, { granularity, startsAt: { $gte: from, $lt: to } }, { orderBy: { startsAt: 'asc' } })
}
