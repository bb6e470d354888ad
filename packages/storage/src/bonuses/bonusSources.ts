import { type BonusPeriod, REFERRAL_MS, type TokenAmount } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'
import { SELF_DEALING } from '../prices/priceFacts.js'

/** The facts of a period that bonuses reward. */
export interface BonusSources {
  nodes: { provider: string; activeStake: bigint; meantSeconds: bigint; onlineSeconds: bigint }[]
  providers: { provider: string; paid: TokenAmount[]; succeeded: bigint; failed: bigint }[]
  referrals: { referrer: string; paid: TokenAmount[] }[]
}

/** Everything else about a node may change after the period; what counts is how things are when it is recorded. */
const NODES = `
  select n.provider, n.active_stake,
    floor(sum(seconds))::bigint as meant, floor(coalesce(sum(seconds) filter (where part.online), 0))::bigint as online
  from (
    with span as (
      select s.node_id, s.online, s.schedule, greatest(s.since, p.starts_at) as lo, least(coalesce(s.until, p.ends_at), p.ends_at) as hi
      from presence_span s, (select ?::timestamptz as starts_at, ?::timestamptz as ends_at) p
      where s.meant and s.since < p.ends_at and (s.until is null or s.until > p.starts_at))
    select node_id, online, extract(epoch from hi - lo) as seconds from span where schedule is null
    union all
    select node_id, online, extract(epoch from closes - opens) from span, open_hours(schedule, lo, hi) where schedule is not null) part
  join node n on n.id = part.node_id
  where n.registered and n.state = 'ACTIVE' and n.trust_level <> 'NONE' and n.active_stake > 0
  group by n.id, n.provider, n.active_stake order by n.id`

/** The tasks settled in the period: provider and amount. Buying from oneself does not count. */
const PAID = `
  select a.provider, j.buyer, j.token, (j.result ->> 'cost')::numeric as cost, j.ended_at
  from job j join attempt a on a.job_id = j.id and a.state = 'SUCCEEDED'
  where j.state = 'PAID' and j.ended_at >= ?::timestamptz and j.ended_at < ?::timestamptz
    and (j.result ->> 'cost')::numeric > 0 and not ${SELF_DEALING}`

/** Reads a period that is over. */
export async function bonusSources(em: EntityManager, { startsAt, endsAt }: BonusPeriod): Promise<BonusSources> {
  const window = [new Date(startsAt).toISOString(), new Date(endsAt).toISOString()]
  const nodes = await em.execute<{ provider: string; active_stake: string; meant: string; online: string }[]>(
    NODES,
    window,
  )
  const paid = await em.execute<{ provider: string; token: string; amount: string }[]>(
    `select provider, token, sum(cost) as amount from (${PAID}) paid group by provider, token order by provider, token`,
    window,
  )
  const tries = await em.execute<{ provider: string; succeeded: string; failed: string }[]>(
    `select provider, count(*) filter (where state = 'SUCCEEDED') as succeeded,
       count(*) filter (where state in ('RELEASED', 'TIMED_OUT')) as failed
     from attempt where state in ('SUCCEEDED', 'RELEASED', 'TIMED_OUT') and ended_at >= ?::timestamptz and ended_at < ?::timestamptz
     group by provider order by provider`,
    window,
  )
  const brought = await em.execute<{ referrer: string; token: string; amount: string }[]>(
    `select r.referrer, token, sum(cost) as amount from (${PAID}) paid join referral r using (provider)
     where paid.buyer <> r.referrer and paid.ended_at >= r.created_at
       and paid.ended_at < r.created_at + make_interval(secs => ${REFERRAL_MS / 1_000})
     group by r.referrer, token order by r.referrer, token`,
    window,
  )
  const paidTo = Map.groupBy(paid, ({ provider }) => provider)
  const amountOf = ({ token, amount }: { token: string; amount: string }) => ({ token, amount: BigInt(amount) })
  return {
    nodes: nodes.map(({ provider, active_stake, meant, online }) => ({
      provider,
      activeStake: BigInt(active_stake),
      meantSeconds: BigInt(meant),
      onlineSeconds: BigInt(online),
    })),
    providers: tries.map(({ provider, succeeded, failed }) => ({
      provider,
      paid: (paidTo.get(provider) ?? []).map(amountOf),
      succeeded: BigInt(succeeded),
      failed: BigInt(failed),
    })),
    referrals: [...Map.groupBy(brought, ({ referrer }) => referrer)].map(([referrer, rows]) => ({
      referrer,
      paid: rows.map(amountOf),
    })),
  }
}
