import type { ResourceType, SettledTrade, StandingAsk } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import type { WalletLink } from './WalletLink.js'

interface FactColumns {
  provider: string
  resource_type: ResourceType
  model: string | null
  region: string
  token: string
  rate: string
}

const factOf = ({ resource_type: resourceType, rate, provider, model, region, token }: FactColumns) => ({
  provider,
  resourceType,
  model,
  region,
  token,
  rate: BigInt(rate),
})

/**
 * The asks between two instants, by provider and rate, weighted by units × seconds. A node counts with the
 * model it had longest: there are never more classes than nodes.
 * @param tokens only asks in these, lower case
 */
export async function standingAsks(
  em: EntityManager,
  from: Date,
  to: Date,
  tokens: readonly string[],
): Promise<StandingAsk[]> {
  const rows = await em.execute<(FactColumns & { nodes: string; unit_seconds: string })[]>(
    `with stood as (
       select *, extract(epoch from least(coalesce(until, ?::timestamptz), ?::timestamptz) - greatest(since, ?::timestamptz)) as seconds
       from ask_span
       where since < ?::timestamptz and (until is null or until > ?::timestamptz)
         and token in (select value from jsonb_array_elements_text(?::jsonb))
     ), classed as (
       select *, first_value(model) over (partition by node_id order by seconds desc, id) as counted from stood
     )
     select provider, resource_type, counted as model, region, token, rate, count(distinct node_id) as nodes,
       sum(units * seconds) as unit_seconds
     from classed group by provider, resource_type, counted, region, token, rate`,
    [...[to, to, from, to, from].map((at) => at.toISOString()), JSON.stringify(tokens)],
  )
  return rows.map((row) => ({ ...factOf(row), nodes: Number(row.nodes), unitSeconds: Number(row.unit_seconds) }))
}

/**
 * A trade is no news about the price when its buyer and its provider are one: the same wallet (an API key acts as its
 * owner's), or two that fund each other directly.
 */
export const SELF_DEALING = `(j.buyer = a.provider or exists (
  select 1 from wallet_link l where l.a = least(j.buyer, a.provider) and l.b = greatest(j.buyer, a.provider)))`

/** Which settled tasks are wanted. */
export interface TradeFilter {
  resourceType?: ResourceType | undefined
  region?: string | undefined
  token?: string | undefined
  /** Only so many of the latest. */
  latest?: number | undefined
}

/**
 * Tasks that were settled between two instants, without self-dealing, oldest first. The one place that knows where
 * settled tasks come from: jobs that were paid, by the moment at which their attempt succeeded.
 */
export async function settledTrades(
  em: EntityManager,
  from: Date,
  to: Date,
  { resourceType = null, region = null, token = null, latest = null }: Nullable<TradeFilter> = {},
): Promise<SettledTrade[]> {
  const rows = await em.execute<(FactColumns & { usage: string; cost: string; offered: string; ended: string })[]>(
    `select a.provider, j.resource_type, n.spec #>> '{hardware,model}' as model, n.region, j.token, a.rate,
       (j.result ->> 'usage')::numeric as usage, (j.result ->> 'cost')::numeric as cost,
       extract(epoch from a.offered_at) * 1000 as offered, extract(epoch from a.ended_at) * 1000 as ended
     from attempt a join job j on j.id = a.job_id join node n on n.id = a.node_id
     where a.state = 'SUCCEEDED' and j.state = 'PAID' and a.rate > 0 and (j.result ->> 'usage')::numeric > 0
       and a.ended_at >= ?::timestamptz and a.ended_at < ?::timestamptz and not ${SELF_DEALING}
       and (?::text is null or j.resource_type = ?) and (?::text is null or n.region = ?) and (?::text is null or j.token = ?)
     order by a.ended_at desc, a.id limit ?`,
    [from.toISOString(), to.toISOString(), resourceType, resourceType, region, region, token, token, latest],
  )
  return rows
    .map((row) => ({
      ...factOf(row),
      usage: BigInt(row.usage),
      cost: BigInt(row.cost),
      offeredAt: Number(row.offered),
      settledAt: Number(row.ended),
    }))
    .reverse()
}

type Nullable<T> = { [K in keyof T]: T[K] | null }

/** When the first ask stood or the first task was settled; null when neither ever was. */
export async function firstPriceFact(em: EntityManager): Promise<Date | null> {
  const rows = await em.execute<{ first: Date | string | null }[]>(
    `select least((select min(since) from ask_span),
       (select min(ended_at) from attempt where state = 'SUCCEEDED')) as first`,
  )
  const first = rows[0]?.first
  return first ? new Date(first) : null
}

/** In any order and letter case. */
export type WalletPair = Pick<WalletLink, 'a' | 'b' | 'evidence'>

/**
 * Records that two wallets fund each other directly. Sales between them do not count in prices from then on.
 */
export async function linkWallets(em: EntityManager, links: readonly WalletPair[]): Promise<void> {
  for (const { a, b, evidence } of links) {
    if (a.toLowerCase() === b.toLowerCase()) continue
    await em.execute(
      `insert into wallet_link (a, b, evidence)
       select least(x, y), greatest(x, y), ? from (values (lower(?), lower(?))) as pair (x, y) on conflict do nothing`,
      [evidence, a, b],
      'run',
    )
  }
}

/** Forgets asks that ended before an instant; candles keep what they made of them. @returns how many */
export async function pruneAskSpans(em: EntityManager, before: Date): Promise<number> {
  const result = await em.execute<{ affectedRows: number }>(
    'delete from ask_span where until < ?::timestamptz',
    [before.toISOString()],
    'run',
  )
  return result.affectedRows
}
