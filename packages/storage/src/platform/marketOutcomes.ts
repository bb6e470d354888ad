import { BREAKER_WINDOW_SECONDS, type MarketOutcomes } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

/**
 * Outcomes of attempts within the breaker's window, by provider account. Deadlines that have passed count as failures
 * before their attempts are ended.
 * @param now in the chain's time, which deadlines are in
 */
export async function marketOutcomes(em: EntityManager, now: Date): Promise<MarketOutcomes> {
  const window = `interval '${BREAKER_WINDOW_SECONDS} seconds'`
  const [row] = await em.execute<Record<'providers' | 'failing' | 'delivering' | 'online', string>[]>(
    `with failed as (
       select provider from attempt where state in ('TIMED_OUT', 'OFFER_EXPIRED') and ended_at > clock_timestamp() - ${window}
       union
       select a.provider from attempt a join job j on j.id = a.job_id
       where a.ended_at is null and a.state in ('ASSIGNED', 'EXECUTING') and j.state in ('ASSIGNED', 'EXECUTING')
         and j.due_at < ?::timestamptz and j.due_at > ?::timestamptz - ${window}),
     delivered as (select distinct provider from attempt where delivered_at > clock_timestamp() - ${window}),
     stake as (
       select provider, sum(active_stake) as stake, bool_or(online) as online from node
       where online or provider in (select provider from failed union select provider from delivered) group by provider),
     -- Who delivers as well does not show that nothing can be delivered.
     failing as (select provider from failed except select provider from delivered)
     select (select count(*) from failing) as providers,
       coalesce(sum(stake) filter (where provider in (select provider from failing)), 0) as failing,
       coalesce(sum(stake) filter (where provider in (select provider from delivered)), 0) as delivering,
       coalesce(sum(stake) filter (where online), 0) as online
     from stake`,
    [now.toISOString(), now.toISOString()],
  )
  return {
    failingProviders: Number(row?.providers ?? 0),
    failingStake: BigInt(row?.failing ?? 0),
    deliveringStake: BigInt(row?.delivering ?? 0),
    onlineStake: BigInt(row?.online ?? 0),
  }
}
