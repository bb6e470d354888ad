import { NotRetryableError } from '../errors.js'
import { capShares } from './capShares.js'
import { weightedQuantile } from './weightedQuantile.js'

/** One price that was asked or paid. */
export interface PriceFact {
  /** Provider's wallet, lower case: an owner of many nodes, asks or tasks counts once. */
  owner: string
  kind: 'ASK' | 'TRADE'
  /** Base units per million units of usage, above 0. */
  rate: bigint
  /** ASK: units × seconds it stood in the window. TRADE: usage. Only compared within a kind. */
  weight: number
}

/** The providers' facts about a price, all facts of each together, in columns by rate, because a market has many. */
export interface PriceOwners {
  readonly count: number
  /** Median of the provider's own facts by weight; asks and trades count half each where it has both. */
  readonly rates: readonly bigint[]
  /** Natural logarithms of the rates. */
  readonly logs: Float64Array
  /** Weights of its asks… */
  readonly asks: Float64Array
  /** …and of its trades. */
  readonly trades: Float64Array
}

/** Most that one provider weighs in an index, where there are enough of them. */
export const MAX_OWNER_SHARE = 0.2
/** The part that every provider with trades adds to the weight of trades against asks… */
const TRADE_SHARE_PER_OWNER = 0.1
/** …until trades weigh this much. */
const MAX_TRADE_SHARE = 0.5

/** Facts by provider, ordered by rate and then by owner, so that the order of facts changes nothing. */
export function priceOwnersOf(facts: readonly PriceFact[]): PriceOwners {
  const byOwner = Map.groupBy(facts.filter(isFact), ({ owner }) => owner)
  const owners = [...byOwner]
    .map(([owner, own]) => ({ owner, ...ownerOf(own) }))
    .sort((a, b) => compare(a.rate, b.rate) || (a.owner < b.owner ? -1 : 1))
  return {
    count: owners.length,
    rates: owners.map(({ rate }) => rate),
    logs: Float64Array.from(owners, ({ rate }) => Math.log(Number(rate))),
    asks: Float64Array.from(owners, ({ ask }) => ask),
    trades: Float64Array.from(owners, ({ trade }) => trade),
  }
}

function isFact({ rate, weight, owner }: PriceFact): boolean {
  if (rate > 0n && Number.isFinite(weight) && weight >= 0) return weight > 0
  throw new NotRetryableError(
    'BAD_PRICE_FACT',
    `expected a rate above 0 and a finite weight of 0 or more, got ${rate} and ${weight} of ${owner}`,
  )
}

function ownerOf(own: readonly PriceFact[]): { rate: bigint; ask: number; trade: number } {
  const sums = { ASK: 0, TRADE: 0 }
  // By rate first: adding up in one order gives one sum.
  const sorted = own.toSorted((a, b) => compare(a.rate, b.rate) || a.weight - b.weight)
  for (const { kind, weight } of sorted) sums[kind] += weight
  const shares = sorted.map(({ kind, weight }) => ({ weight: weight / sums[kind] }))
  const median = sorted[weightedQuantile(shares, 0.5)] as PriceFact
  return { rate: median.rate, ask: sums.ASK, trade: sums.TRADE }
}

/**
 * The weight of each owner: its share of the asks and of the trades, mixed and capped. The more providers trade, the
 * more trades count against asks: a single one cannot outweigh all asks.
 * @param without position of an owner to leave out: it weighs nothing, and the others what they would weigh if it did
 * not exist
 */
export function ownerWeights({ count, asks, trades }: PriceOwners, without = -1): Float64Array {
  let asked = 0
  let traded = 0
  let traders = 0
  for (let i = 0; i < count; i++) {
    if (i === without) continue
    asked += asks[i] as number
    traded += trades[i] as number
    if ((trades[i] as number) > 0) traders++
  }
  const tradeShare = traded > 0 ? (asked > 0 ? Math.min(MAX_TRADE_SHARE, TRADE_SHARE_PER_OWNER * traders) : 1) : 0
  const [perAsk, perTrade] = [asked > 0 ? (1 - tradeShare) / asked : 0, traded > 0 ? tradeShare / traded : 0]
  const weights = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    if (i !== without) weights[i] = perAsk * (asks[i] as number) + perTrade * (trades[i] as number)
  }
  return capShares(weights, MAX_OWNER_SHARE)
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
