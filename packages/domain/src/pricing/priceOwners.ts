import { NotRetryableError } from '../errors.js'
import { capShares } from './capShares.js'
import { weightedQuantile } from './weightedQuantile.js'

/** One price that was asked or paid. */
export interface PriceFact {
  /** Provider's wallet, lower case: whoever has many nodes, asks or tasks is one owner. */
  owner: string
  kind: 'ASK' | 'TRADE'
  /** Base units per unit of usage, above 0. */
  rate: bigint
  /** ASK: units × seconds it stood in the window. TRADE: usage. Only compared within a kind. */
  weight: number
}

/** What one provider says about a price, all facts together. */
export interface PriceOwner {
  owner: string
  /** Median of its own facts by weight; asks and trades count half each where it has both. */
  rate: bigint
  ask: number
  trade: number
}

/** Most that one provider weighs in an index, where there are enough of them. */
export const MAX_OWNER_SHARE = 0.2
/** What every provider with trades adds to the weight of trades against asks… */
const TRADE_SHARE_PER_OWNER = 0.1
/** …until trades weigh this much. */
const MAX_TRADE_SHARE = 0.5

/** Facts by provider, ordered by rate and then by owner, so that the order of facts changes nothing. */
export function priceOwnersOf(facts: readonly PriceFact[]): PriceOwner[] {
  const byOwner = Map.groupBy(facts.filter(isFact), ({ owner }) => owner)
  return [...byOwner]
    .map(([owner, own]) => ownerOf(owner, own))
    .sort((a, b) => compare(a.rate, b.rate) || (a.owner < b.owner ? -1 : 1))
}

function isFact({ rate, weight, owner }: PriceFact): boolean {
  if (rate > 0n && Number.isFinite(weight) && weight >= 0) return weight > 0
  throw new NotRetryableError(
    'BAD_PRICE_FACT',
    `expected a rate above 0 and a finite weight of 0 or more, got ${rate} and ${weight} of ${owner}`,
  )
}

function ownerOf(owner: string, own: readonly PriceFact[]): PriceOwner {
  const sums = { ASK: 0, TRADE: 0 }
  for (const { kind, weight } of own) sums[kind] += weight
  const sorted = own
    .map(({ rate, kind, weight }) => ({ rate, weight: weight / sums[kind] }))
    .sort((a, b) => compare(a.rate, b.rate))
  const median = sorted[weightedQuantile(sorted, 0.5)] as { rate: bigint }
  return { owner, rate: median.rate, ask: sums.ASK, trade: sums.TRADE }
}

/**
 * What each owner weighs: its share of the asks and of the trades, mixed and capped. The more providers trade, the more trades count
 * against asks: a single one can't outweigh what everybody asks.
 */
export function ownerWeights(owners: readonly PriceOwner[]): number[] {
  let asks = 0
  let trades = 0
  let traders = 0
  for (const { ask, trade } of owners) {
    asks += ask
    trades += trade
    if (trade > 0) traders++
  }
  const tradeShare = asks > 0 ? Math.min(MAX_TRADE_SHARE, TRADE_SHARE_PER_OWNER * traders) : 1
  const raw = owners.map(
    ({ ask, trade }) =>
      (asks > 0 ? ((1 - tradeShare) * ask) / asks : 0) + (trades > 0 ? (tradeShare * trade) / trades : 0),
  )
  return capShares(raw, MAX_OWNER_SHARE)
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
