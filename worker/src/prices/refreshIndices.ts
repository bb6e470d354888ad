import { priceIndicesOf, priceKeyText } from '@aiigo/domain'
import { inTransaction, lastCandles, readIndices, replaceIndices, type Storage, tryLockIndices } from '@aiigo/storage'
import { liveFacts } from './priceWindows.js'

/**
 * Works the live indices out anew and appends a price tick for each that moved. An index that has just come back goes
 * on from its last hour's candle.
 * @param tokens that one can pay in, lower case
 * @param now milliseconds since 1970
 * @returns how many moved; 0 also when another process is at it
 */
export async function refreshIndices(storage: Storage, tokens: readonly string[], now: number): Promise<number> {
  return inTransaction(storage, async (em) => {
    if (!(await tryLockIndices(em))) return 0
    const before = new Map((await readIndices(em)).map((index) => [priceKeyText(index), index]))
    const candles = await lastCandles(em, 'HOUR', new Date(now))
    const { asks, trades, window } = await liveFacts(em, tokens, now)
    const indices = priceIndicesOf(asks, trades, window, (key) => before.get(key) ?? candles.get(key) ?? null)
    return replaceIndices(em, before, indices, new Date(now))
  })
}
