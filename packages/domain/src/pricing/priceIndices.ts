import { isTimeBased, type ResourceType } from '../resource.js'
import { type PriceIndexValue, type PriceLevels, priceIndexOf } from './priceIndex.js'
import type { PriceFact } from './priceOwners.js'
import { type PriceKey, priceKeysOf } from './resourceClass.js'

interface Fact {
  /** Wallet, lower case. */
  provider: string
  resourceType: ResourceType
  model: string | null
  region: string
  token: string
  rate: bigint
}

/** The asks of one provider at one rate during a window, all its nodes together. */
export interface StandingAsk extends Fact {
  nodes: number
  /** Sum over nodes and time of units × seconds. */
  unitSeconds: number
}

/** A settled task. */
export interface SettledTrade extends Fact {
  /** In the resource's unit. */
  usage: bigint
  /** Base units. */
  cost: bigint
  /** When the node was offered the task. Milliseconds since 1970, as below. */
  offeredAt: number
  settledAt: number
}

export interface PriceWindow {
  /** Seconds that asks are looked at. */
  askSeconds: number
  /** Seconds that trades are looked at. */
  tradeSeconds: number
  /** Trades lose half their weight in so many seconds before the end; null: they do not. */
  halfLifeSeconds: number | null
  /** Milliseconds since 1970. */
  end: number
}

export interface KeyedPriceIndex extends PriceKey, PriceIndexValue {
  /** The payment, base units. */
  volume: bigint
  /** The sold usage, in the resource's unit. */
  usage: bigint
  trades: number
  /** Nodes with an ask. */
  asks: number
  /**
   * Share of the offered capacity that was sold, basis points; null where capacity has no measure (counted types) or is
   * none.
   */
  soldBps: number | null
}

/** A key as text. */
export function priceKeyText({ resourceType, resourceClass, region, token }: PriceKey): string {
  return [resourceType, resourceClass, region, token].join('|')
}

/**
 * Every index that a window's facts make, by key text: for each type, class and region, and for the whole of each.
 * @param previousOf levels published before, by key text
 */
export function priceIndicesOf(
  asks: readonly StandingAsk[],
  trades: readonly SettledTrade[],
  window: PriceWindow,
  previousOf: (key: string) => PriceLevels | null,
): Map<string, KeyedPriceIndex> {
  interface Group {
    key: PriceKey
    facts: PriceFact[]
    asks: number
    unitSeconds: number
    trades: number
    volume: bigint
    usage: bigint
  }
  const groups = new Map<string, Group>()
  const groupsOf = (fact: Fact): Group[] =>
    priceKeysOf(fact).map((key) => {
      const text = priceKeyText(key)
      const made = groups.get(text) ?? { key, facts: [], asks: 0, unitSeconds: 0, trades: 0, volume: 0n, usage: 0n }
      groups.set(text, made)
      return made
    })
  for (const ask of asks) {
    for (const group of groupsOf(ask)) {
      group.facts.push({ owner: ask.provider, kind: 'ASK', rate: ask.rate, weight: ask.unitSeconds })
      group.asks += ask.nodes
      group.unitSeconds += ask.unitSeconds
    }
  }
  for (const trade of trades) {
    const age = Math.max(0, window.end - trade.settledAt) / 1_000
    const weight = Number(trade.usage) * (window.halfLifeSeconds === null ? 1 : 0.5 ** (age / window.halfLifeSeconds))
    for (const group of groupsOf(trade)) {
      group.facts.push({ owner: trade.provider, kind: 'TRADE', rate: trade.rate, weight })
      group.trades++
      group.volume += trade.cost
      group.usage += trade.usage
    }
  }
  const indices = new Map<string, KeyedPriceIndex>()
  for (const [text, group] of groups) {
    const value = priceIndexOf(group.facts, previousOf(text))
    if (!value) continue
    const { key, trades: count, volume, usage, asks: nodes } = group
    indices.set(text, { ...key, ...value, trades: count, volume, usage, asks: nodes, soldBps: soldBps(group, window) })
  }
  return indices
}

function soldBps(
  { key, usage, unitSeconds }: { key: PriceKey; usage: bigint; unitSeconds: number },
  { askSeconds, tradeSeconds }: PriceWindow,
): number | null {
  if (!isTimeBased(key.resourceType) || unitSeconds <= 0) return null
  const sold = Number(usage) / tradeSeconds / (unitSeconds / askSeconds)
  return Math.round(10_000 * Math.min(1, sold))
}
