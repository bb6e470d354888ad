import { NotRetryableError } from '../errors.js'
import { BPS } from '../money/splitDeposit.js'
import { BONUS_CAP_BPS, BONUS_KINDS, type BonusKind, type BonusShares } from './bonusRules.js'

/** One account's contribution to one kind of bonus in a period. */
export interface BonusFact {
  kind: BonusKind
  /** Wallet, lower case. */
  account: string
  /** AIIGO base units, above 0. */
  weight: bigint
}

/** The award of one account for a period, AIIGO base units; `amount` is the sum. */
export interface BonusAward {
  account: string
  amount: bigint
  parts: Readonly<Record<BonusKind, bigint>>
}

/**
 * Divides a period's budget. Each kind has its share of it; inside a kind each account gets a part in proportion to
 * weight, and never more than the kind's cap on that weight. Everything is rounded down; what is left over stays in the
 * budget. The same facts give the same awards, in any order.
 * @param budget AIIGO base units
 * @returns by account, without those that get nothing
 * @throws NotRetryableError BONUS_SHARES when the shares are not 10 000 basis points together
 * @example shareOut(10_000n, { REFERRAL: 0, UPTIME: 0, PERFORMANCE: 10_000 }, [{ kind: 'PERFORMANCE', account: '0xa',
 * weight: 100n }])
 *   // [{ account: '0xa', amount: 3n, … }]: 3 % of the weight
 */
export function shareOut(budget: bigint, shares: BonusShares, facts: readonly BonusFact[]): BonusAward[] {
  const sum = BONUS_KINDS.reduce((total, kind) => total + shares[kind], 0)
  if (sum !== 10_000 || BONUS_KINDS.some((kind) => shares[kind] < 0)) {
    throw new NotRetryableError('BONUS_SHARES', `expected shares of 10000 basis points together, got ${sum}`)
  }
  const parts = new Map<string, Record<BonusKind, bigint>>()
  for (const kind of BONUS_KINDS) {
    const pool = (budget * BigInt(shares[kind])) / BPS
    const own = facts.filter((fact) => fact.kind === kind)
    const total = own.reduce((weights, { weight }) => weights + weight, 0n)
    for (const { account, weight } of own) {
      const inProportion = (pool * weight) / total
      const cap = (weight * BigInt(BONUS_CAP_BPS[kind])) / BPS
      const of = parts.get(account) ?? { REFERRAL: 0n, UPTIME: 0n, PERFORMANCE: 0n }
      of[kind] += inProportion < cap ? inProportion : cap
      parts.set(account, of)
    }
  }
  return [...parts]
    .map(([account, of]) => ({ account, amount: of.REFERRAL + of.UPTIME + of.PERFORMANCE, parts: of }))
    .filter(({ amount }) => amount > 0n)
    .sort((a, b) => (a.account < b.account ? -1 : 1))
}
