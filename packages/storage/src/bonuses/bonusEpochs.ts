import type { BonusAward, BonusShares } from '@aiigo/domain'
import type { EntityManager } from '../db/createStorage.js'

/** A period's awards as the chain's distributor takes them. */
export interface BonusEpochSummary {
  epoch: number
  startsAt: Date
  endsAt: Date
  /** The budget, AIIGO base units. */
  budget: bigint
  shares: BonusShares
  /** Of the Merkle tree, 0x hex. */
  root: string
  /** Sum of the awards, AIIGO base units. */
  total: bigint
  accounts: number
}

/** The amount that one account may claim, and its proof. */
export interface BonusProof extends BonusAward {
  epoch: number
  startsAt: Date
  endsAt: Date
  root: string
  /** 0x hex. */
  proof: string[]
}

/** The number after the last one. */
export async function nextBonusEpoch(em: EntityManager): Promise<number> {
  const rows = await em.execute<{ next: number }[]>('select coalesce(max(epoch), 0) + 1 as next from bonus_epoch')
  return Number(rows[0]?.next)
}

/**
 * The total of the epochs after a number, AIIGO base units: computed, and not yet on the chain if the number is the
 * chain's last.
 */
export async function bonusTotalAfter(em: EntityManager, epoch: number): Promise<bigint> {
  const rows = await em.execute<{ total: string }[]>(
    'select coalesce(sum(total), 0) as total from bonus_epoch where epoch > ?',
    [epoch],
  )
  return BigInt(rows[0]?.total ?? 0)
}

/** Stores an epoch with its awards. @param em of the transaction that recorded its period */
export async function storeBonusEpoch(
  em: EntityManager,
  epoch: number,
  startsAt: number,
  root: string,
  awards: readonly (BonusAward & { proof: readonly string[] })[],
): Promise<void> {
  const total = awards.reduce((sum, { amount }) => sum + amount, 0n)
  await em.execute(
    `insert into bonus_epoch (epoch, starts_at, root, total, computed_at) values (?, ?::timestamptz, ?, ?::numeric, clock_timestamp())`,
    [epoch, new Date(startsAt).toISOString(), root, total.toString()],
    'run',
  )
  const rows = awards.map(({ account, amount, parts, proof }) => ({
    account,
    amount: amount.toString(),
    referral: parts.REFERRAL.toString(),
    uptime: parts.UPTIME.toString(),
    performance: parts.PERFORMANCE.toString(),
    proof,
  }))
  await em.execute(
    `insert into bonus_award (epoch, account, referral, uptime, performance, amount, proof)
     select ?, a.account, a.referral, a.uptime, a.performance, a.amount, a.proof
     from jsonb_to_recordset(?::jsonb)
       as a (account text, referral numeric, uptime numeric, performance numeric, amount numeric, proof jsonb)`,
    [epoch, JSON.stringify(rows)],
    'run',
  )
}

interface EpochColumns {
  epoch: number
  starts_at: Date | string
  ends_at: Date | string
  root: string
}

const epochOf = ({ epoch, starts_at, ends_at, root }: EpochColumns) => ({
  epoch: Number(epoch),
  startsAt: new Date(starts_at),
  endsAt: new Date(ends_at),
  root,
})

/** The fields of an epoch that the distributor takes. */
export type StoredEpoch = Pick<BonusEpochSummary, 'epoch' | 'root' | 'total'>

/** The epoch of a number; null when none was computed. */
export async function readBonusEpoch(em: EntityManager, epoch: number): Promise<StoredEpoch | null> {
  const rows = await em.execute<{ epoch: number; root: string; total: string }[]>(
    'select epoch, root, total from bonus_epoch where epoch = ?',
    [epoch],
  )
  const [row] = rows
  return row ? { epoch: Number(row.epoch), root: row.root, total: BigInt(row.total) } : null
}

/** The latest epochs, newest first. */
export async function readBonusEpochs(em: EntityManager, first: number): Promise<BonusEpochSummary[]> {
  const rows = await em.execute<
    (EpochColumns & { budget: string; shares: BonusShares; total: string; accounts: string })[]
  >(
    `select e.epoch, e.starts_at, p.ends_at, e.root, p.budget, p.shares, e.total,
       (select count(*) from bonus_award a where a.epoch = e.epoch) as accounts
     from bonus_epoch e join bonus_period p using (starts_at) order by e.epoch desc limit ?`,
    [first],
  )
  return rows.map((row) => ({
    ...epochOf(row),
    budget: BigInt(row.budget),
    shares: row.shares,
    total: BigInt(row.total),
    accounts: Number(row.accounts),
  }))
}

/** The awards of an account in its latest epochs, newest first. @param account lower case */
export async function readBonusProofs(em: EntityManager, account: string, first: number): Promise<BonusProof[]> {
  const rows = await em.execute<
    (EpochColumns & { amount: string; referral: string; uptime: string; performance: string; proof: string[] })[]
  >(
    `select e.epoch, e.starts_at, p.ends_at, e.root, a.amount, a.referral, a.uptime, a.performance, a.proof
     from bonus_award a join bonus_epoch e using (epoch) join bonus_period p using (starts_at)
     where a.account = ? order by e.epoch desc limit ?`,
    [account, first],
  )
  return rows.map((row) => ({
    ...epochOf(row),
    account,
    amount: BigInt(row.amount),
    parts: { REFERRAL: BigInt(row.referral), UPTIME: BigInt(row.uptime), PERFORMANCE: BigInt(row.performance) },
    proof: row.proof,
  }))
}
