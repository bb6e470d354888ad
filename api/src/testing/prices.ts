import { ETH_ADDRESS, type KeyedPriceIndex, priceKeyText } from '@aiigo/domain'
import { inTransaction, type NewCandle, readIndices, replaceIndices, type Storage } from '@aiigo/storage'

/** A live index of CPUs in ETH; every field can be overridden. */
export function makeIndex(overrides: Partial<KeyedPriceIndex> = {}): KeyedPriceIndex {
  return {
    resourceType: 'CPU',
    resourceClass: 'ALL',
    region: 'ALL',
    token: ETH_ADDRESS,
    p10: 100n,
    median: 200n,
    p90: 400n,
    volume: 5_000n,
    usage: 25n,
    trades: 3,
    asks: 9,
    providers: 7,
    thin: false,
    soldBps: 5_000,
    ...overrides,
  }
}

export function makeCandle(startsAt: Date, overrides: Partial<NewCandle> = {}): NewCandle {
  const { soldBps: _, ...index } = makeIndex()
  return { ...index, granularity: 'HOUR', startsAt, open: 180n, high: 220n, low: 150n, close: 200n, ...overrides }
}

/** Stores the live price indices as the worker does. Subscribers get an event for each changed one. */
export async function publishIndices(storage: Storage, indices: readonly KeyedPriceIndex[]): Promise<void> {
  await inTransaction(storage, async (em) => {
    const before = new Map((await readIndices(em)).map((index) => [priceKeyText(index), index]))
    await replaceIndices(em, before, new Map(indices.map((index) => [priceKeyText(index), index])), new Date())
  })
}
