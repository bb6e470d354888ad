import { ALL, GRANULARITY_MS, MAX_TRADES, type PriceKey, type ResourceType, resourceClassOf } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { readCandles } from './priceCandles.js'
import { settledTrades } from './priceFacts.js'

/** How far back one looks for trades to learn from. */
const WINDOW_MS = 7 * 86_400_000
/** An index that old says nothing of a later price. */
const STALE_MS = 86_400_000
/** Tasks looked at for one class: others of the type may be between them. */
const READ_FOR_CLASS = 5 * MAX_TRADES
const LATEST_JOBS = 100
const LATEST_ATTEMPTS = 200

/**
 * Payments relative to the price index of the last hour before the offer, for the latest tasks of one index, oldest
 * first: what price forecasts are learnt from.
 */
export async function paidRatios(em: EntityManager, key: PriceKey, now: Date): Promise<number[]> {
  const { resourceType, resourceClass, region, token } = key
  const trades = await settledTrades(em, new Date(now.getTime() - WINDOW_MS), now, {
    resourceType,
    token,
    region: region === ALL ? null : region,
    latest: resourceClass === ALL ? MAX_TRADES : READ_FOR_CLASS,
  })
  const hours = (WINDOW_MS + 2 * STALE_MS) / GRANULARITY_MS.HOUR
  // Newest first, so that the first one that had ended is the last one before an offer.
  const candles = await readCandles(em, { ...key, granularity: 'HOUR', before: now, first: hours })
  return trades
    .filter(({ model }) => resourceClass === ALL || resourceClassOf(resourceType, model) === resourceClass)
    .flatMap(({ rate, offeredAt }) => {
      const before = candles.find(({ startsAt }) => startsAt.getTime() + GRANULARITY_MS.HOUR <= offeredAt)
      const fresh = before && offeredAt - before.startsAt.getTime() <= STALE_MS
      return fresh ? [Number(rate) / Number(before.median)] : []
    })
}

/** How long the latest jobs of a type waited from being funded to being assigned, seconds. */
export async function recentWaits(em: EntityManager, resourceType: ResourceType): Promise<number[]> {
  const rows = await em.execute<{ wait: string | null }[]>(
    `select extract(epoch from max(e.at) filter (where e.data ->> 'state' = 'ASSIGNED')
         - min(e.at) filter (where e.data ->> 'state' = 'QUEUED')) as wait
     from (select id from job where resource_type = ? and state in ('ASSIGNED', 'EXECUTING', 'VERIFYING', 'PAID')
       order by created_at desc limit ${LATEST_JOBS}) j
     join event e on e.topic = 'job:' || j.id::text
     group by j.id`,
    [resourceType],
  )
  return rows.flatMap(({ wait }) => (wait === null ? [] : [Number(wait)]))
}

/** When the first of some nodes has done what it works at, at the latest; null when none works. */
export async function firstFree(em: EntityManager, nodeIds: readonly string[]): Promise<Date | null> {
  const rows = await em.execute<{ due: Date | string | null }[]>(
    `select min(due_at) as due from job where state in ('ASSIGNED', 'EXECUTING')
       and node_id in (select value from jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(nodeIds)],
  )
  const due = rows[0]?.due
  return due ? new Date(due) : null
}

/** Share of the latest offers that were taken up, 0…1; nine in ten to begin with. */
export async function acceptanceRate(em: EntityManager): Promise<number> {
  const rows = await em.execute<{ refused: string; answered: string }[]>(
    `select count(*) filter (where state in ('DECLINED', 'OFFER_EXPIRED')) as refused,
       count(*) filter (where state not in ('OFFERED', 'WITHDRAWN')) as answered
     from (select state from attempt order by offered_at desc limit ${LATEST_ATTEMPTS}) latest`,
  )
  const { refused = 0, answered = 0 } = rows[0] ?? {}
  return (Number(answered) - Number(refused) + 9) / (Number(answered) + 10)
}
