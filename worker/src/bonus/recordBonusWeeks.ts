import { type BonusPeriod, type BonusShares, dueBonusPeriods, type UsdOf } from '@aiigo/domain'
import {
  bonusProgress,
  bonusSources,
  bonusTotalAfter,
  type EntityManager,
  inTransaction,
  nextBonusEpoch,
  readBonusPeriod,
  recordBonusPeriod,
  storeBonusEpoch,
  tryLockBonuses,
} from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'
import { computeEpoch } from './computeEpoch.js'
import type { BonusBudget } from './createBonusBudget.js'
import { weighFacts } from './weighFacts.js'

/** How bonuses are set up. */
export interface BonusDeps {
  shares: BonusShares
  budget(): Promise<BonusBudget>
  usdOf: UsdOf
  /** Address of the token, lower case. */
  aiigo: string
}

/** Presence is kept for 45 days: a period that waited longer than this for a budget is lost. */
const MOST_PERIODS = 5

/**
 * Records each week that is over, once: its budget, shares and facts, and the awards they come to, ready for the
 * distributor on chain. A week without a budget waits until there is one. One process does so at a time; the try of
 * another process does nothing.
 * @param now milliseconds since 1970
 */
export async function recordBonusWeeks(
  { storage, log, bonuses }: Pick<WorkerDeps, 'storage' | 'log'> & { bonuses: BonusDeps },
  now = Date.now(),
): Promise<void> {
  const { last, first } = await bonusProgress(storage.fork())
  if (first === null) return
  for (const period of dueBonusPeriods(now, last, first, MOST_PERIODS)) {
    const recorded = await inTransaction(storage, (em) => recordWeek(em, period, bonuses))
    if (recorded === null) return
    log.info({ ...recorded, startsAt: new Date(period.startsAt) }, 'bonus period recorded')
  }
}

/** @returns what the week came to; null when it has to wait, or another process records it */
async function recordWeek(
  em: EntityManager,
  period: BonusPeriod,
  { shares, budget: readBudget, usdOf, aiigo }: BonusDeps,
): Promise<{ epoch: number | null; accounts: number } | null> {
  if (!(await tryLockBonuses(em))) return null
  const { cap, available, lastEpoch } = await readBudget()
  const left = available - (await bonusTotalAfter(em, lastEpoch))
  if (left <= 0n || cap <= 0n) return null
  const isShort = left < cap
  const budget = isShort ? left : cap
  const facts = await weighFacts(await bonusSources(em, period), period, { aiigo, usdOf })
  if (!(await recordBonusPeriod(em, period, { budget, shares }, facts))) return null
  const epoch = await nextBonusEpoch(em)
  const stored = await readBonusPeriod(em, period.startsAt)
  const computed = stored && computeEpoch(epoch, stored)
  if (!computed) return { epoch: null, accounts: 0 }
  await storeBonusEpoch(em, epoch, period.startsAt, computed.root, computed.awards)
  return { epoch, accounts: computed.awards.length }
}
