import {
  GRANULARITY_MS,
  type Granularity,
  type KeyedPriceIndex,
  PARTS_PER_HOUR,
  type PriceLevels,
  priceIndicesOf,
  priceKeyText,
} from '@aiigo/domain'
import {
  candlesBetween,
  claimPriceInterval,
  type EntityManager,
  insertCandles,
  inTransaction,
  lastCandles,
  type NewCandle,
  type Storage,
} from '@aiigo/storage'
import { factsBetween } from './priceWindows.js'

/**
 * Makes the candles of an interval that is over, once: the mark that it was taken and its candles are one transaction.
 * @param tokens that one can pay in, lower case
 * @param start milliseconds since 1970
 * @returns false when another process claimed it before
 */
export async function claimInterval(
  storage: Storage,
  tokens: readonly string[],
  granularity: Granularity,
  start: number,
): Promise<boolean> {
  return inTransaction(storage, async (em) => {
    if (!(await claimPriceInterval(em, granularity, new Date(start)))) return false
    const candles = granularity === 'HOUR' ? await hourCandles(em, tokens, start) : await dayCandles(em, tokens, start)
    await insertCandles(em, candles)
    return true
  })
}

async function hourCandles(em: EntityManager, tokens: readonly string[], start: number): Promise<NewCandle[]> {
  const previous = await lastCandles(em, 'HOUR', new Date(start))
  // Parts go on from each other, the first one from where the hour before closed.
  const closes = new Map<string, PriceLevels>(
    [...previous].map(([key, { close }]) => [key, { p10: close, median: close, p90: close }]),
  )
  const medians = new Map<string, bigint[]>()
  const part = GRANULARITY_MS.HOUR / PARTS_PER_HOUR
  for (let from = start; from < start + GRANULARITY_MS.HOUR; from += part) {
    const { asks, trades, window } = await factsBetween(em, tokens, from, from + part)
    for (const [key, index] of priceIndicesOf(asks, trades, window, (text) => closes.get(text) ?? null)) {
      closes.set(key, index)
      medians.set(key, [...(medians.get(key) ?? []), index.median])
    }
  }
  const { asks, trades, window } = await factsBetween(em, tokens, start, start + GRANULARITY_MS.HOUR)
  const whole = priceIndicesOf(asks, trades, window, (key) => previous.get(key) ?? null)
  return [...whole].map(([key, index]) => candleOf('HOUR', start, index, medians.get(key) ?? []))
}

async function dayCandles(em: EntityManager, tokens: readonly string[], start: number): Promise<NewCandle[]> {
  const end = start + GRANULARITY_MS.DAY
  const previous = await lastCandles(em, 'DAY', new Date(start))
  const hours = Map.groupBy(await candlesBetween(em, 'HOUR', new Date(start), new Date(end)), priceKeyText)
  const { asks, trades, window } = await factsBetween(em, tokens, start, end)
  const whole = priceIndicesOf(asks, trades, window, (key) => previous.get(key) ?? null)
  return [...whole].map(([key, index]) => {
    const path = (hours.get(key) ?? []).flatMap(({ open, high, low, close }) => [open, high, low, close])
    return candleOf('DAY', start, index, path)
  })
}

/** @param path the medians that the interval went through, in time */
function candleOf(granularity: Granularity, start: number, index: KeyedPriceIndex, path: readonly bigint[]): NewCandle {
  const { soldBps: _, ...values } = index
  const all = [...path, index.median].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return {
    ...values,
    granularity,
    startsAt: new Date(start),
    open: path[0] ?? index.median,
    high: all.at(-1) as bigint,
    low: all[0] as bigint,
    close: path.at(-1) ?? index.median,
  }
}
