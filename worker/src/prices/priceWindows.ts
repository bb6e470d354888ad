import type { PriceWindow, SettledTrade, StandingAsk } from '@aiigo/domain'
import { type EntityManager, settledTrades, standingAsks } from '@aiigo/storage'

export interface WindowFacts {
  asks: StandingAsk[]
  trades: SettledTrade[]
  window: PriceWindow
}

/** Everything of one stretch of time, all of it counting alike. */
export async function factsBetween(
  em: EntityManager,
  tokens: readonly string[],
  from: number,
  to: number,
): Promise<WindowFacts> {
  const seconds = (to - from) / 1_000
  const [start, end] = [new Date(from), new Date(to)]
  return {
    asks: await standingAsks(em, start, end, tokens),
    trades: await settledTrades(em, start, end),
    window: { askSeconds: seconds, tradeSeconds: seconds, halfLifeSeconds: null, end: to },
  }
}

/** The live index looks at the last hour's asks and the last day's trades, the later the more. */
const LIVE = { askSeconds: 3_600, tradeSeconds: 86_400, halfLifeSeconds: 21_600 }

export async function liveFacts(em: EntityManager, tokens: readonly string[], now: number): Promise<WindowFacts> {
  const ago = (seconds: number): Date => new Date(now - seconds * 1_000)
  return {
    asks: await standingAsks(em, ago(LIVE.askSeconds), new Date(now), tokens),
    trades: await settledTrades(em, ago(LIVE.tradeSeconds), new Date(now)),
    window: { ...LIVE, end: now },
  }
}
