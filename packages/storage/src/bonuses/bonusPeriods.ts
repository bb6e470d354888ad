import type { BonusFact, BonusKind, BonusPeriod, BonusShares } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

/** Key of the advisory lock under which periods are recorded: epochs are numbered one after another. */
const LOCK = 0x62_6f_6e_75

/** Claims the right to record periods until the transaction ends; false when another process has it. */
export async function tryLockBonuses(em: EntityManager): Promise<boolean> {
  const rows = await em.execute<{ taken: boolean }[]>('select pg_try_advisory_xact_lock(?) as taken', [LOCK])
  return rows[0]?.taken ?? false
}

/** Start of the last recorded period, and of the first presence there was; milliseconds since 1970. */
export async function bonusProgress(em: EntityManager): Promise<{ last: number | null; first: number | null }> {
  const rows = await em.execute<{ last: Date | string | null; first: Date | string | null }[]>(
    `select (select max(starts_at) from bonus_period) as last,
       least((select min(since) from presence_span), (select min(ended_at) from job where ended_at is not null)) as first`,
  )
  const ms = (at: Date | string | null | undefined): number | null => (at ? new Date(at).getTime() : null)
  return { last: ms(rows[0]?.last), first: ms(rows[0]?.first) }
}

/**
 * Records a period and its facts, for good.
 * @param em of a transaction that holds the lock
 * @returns false when the period was recorded before: then nothing is changed
 */
export async function recordBonusPeriod(
  em: EntityManager,
  { startsAt, endsAt }: BonusPeriod,
  { budget, shares }: { budget: bigint; shares: BonusShares },
  facts: readonly BonusFact[],
): Promise<boolean> {
  const start = new Date(startsAt).toISOString()
  const rows = await em.execute<unknown[]>(
    `insert into bonus_period (starts_at, ends_at, budget, shares, recorded_at)
     values (?::timestamptz, ?::timestamptz, ?::numeric, ?::jsonb, clock_timestamp()) on conflict do nothing returning 1`,
    [start, new Date(endsAt).toISOString(), budget.toString(), JSON.stringify(shares)],
  )
  if (rows.length === 0) return false
  await em.execute(
    `insert into bonus_fact (starts_at, kind, account, weight)
     select ?::timestamptz, f.kind, f.account, f.weight from jsonb_to_recordset(?::jsonb) as f (kind text, account text, weight numeric)`,
    [start, JSON.stringify(facts.map((fact) => ({ ...fact, weight: fact.weight.toString() })))],
    'run',
  )
  return true
}

/** A recorded period: all that its awards follow from. */
export async function readBonusPeriod(
  em: EntityManager,
  startsAt: number,
): Promise<{ budget: bigint; shares: BonusShares; facts: BonusFact[] } | null> {
  const start = new Date(startsAt).toISOString()
  const periods = await em.execute<{ budget: string; shares: BonusShares }[]>(
    'select budget, shares from bonus_period where starts_at = ?::timestamptz',
    [start],
  )
  const period = periods[0]
  if (!period) return null
  const facts = await em.execute<{ kind: BonusKind; account: string; weight: string }[]>(
    'select kind, account, weight from bonus_fact where starts_at = ?::timestamptz order by kind, account',
    [start],
  )
  return {
    budget: BigInt(period.budget),
    shares: period.shares,
    facts: facts.map((fact) => ({ ...fact, weight: BigInt(fact.weight) })),
  }
}
