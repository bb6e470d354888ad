import { type AmountToken, amountOf } from '@aiigo/terminal/money'
import type { Amount } from '@aiigo/terminal/schemas'

const DAY_MS = 86_400_000
const BPS = 10_000n

type Token = AmountToken & { readonly address: string }

/** Pay of one day (UTC) in one token. */
export interface DayPay {
  /** ISO 8601. */
  readonly startsAt: string
  readonly token: string
  /** Base units, decimal. */
  readonly amount: string
  readonly tasks: number
}

/** A task of the node with a result that is not settled. */
export interface HeldTask {
  readonly state: string
  readonly token: string
  /** Base units, decimal; null before the result. */
  readonly cost: string | null
}

/** Earnings at a glance. */
export interface EarningsView {
  readonly today: Amount[]
  readonly sevenDays: Amount[]
  readonly total: Amount[]
  readonly withdrawable: Amount[]
  readonly held: Amount[]
}

/** States in which the result is there and the money still in the task. */
const HELD = ['SUBMITTED', 'DISPUTED']

/**
 * Pay of today, of seven days and of all days (UTC), the money that can be taken out, and that which tasks still hold,
 * the platform's fee taken off.
 * @param now milliseconds since the epoch
 */
export function describeEarnings(
  tokens: readonly Token[],
  days: readonly DayPay[],
  tasks: readonly HeldTask[],
  owed: readonly { readonly token: string; readonly amount: bigint }[],
  feeBps: number,
  now: number,
): EarningsView {
  const isOf = (token: Token, address: string): boolean => token.address.toLowerCase() === address.toLowerCase()
  const sum = <T>(items: readonly T[], token: (item: T) => string, amount: (item: T) => bigint): Amount[] =>
    tokens.flatMap((known) => {
      const found = items.filter((item) => isOf(known, token(item))).reduce((all, item) => all + amount(item), 0n)
      return found > 0n ? [amountOf(found, known)] : []
    })
  const since = (count: number): Amount[] => {
    const from = Math.floor(now / DAY_MS) * DAY_MS - (count - 1) * DAY_MS
    const counted = days.filter(({ startsAt }) => Date.parse(startsAt) >= from)
    return sum(
      counted,
      ({ token }) => token,
      ({ amount }) => BigInt(amount),
    )
  }
  const held = tasks.filter(({ state, cost }) => HELD.includes(state) && cost !== null)
  return {
    today: since(1),
    sevenDays: since(7),
    total: sum(
      days,
      ({ token }) => token,
      ({ amount }) => BigInt(amount),
    ),
    withdrawable: sum(
      owed,
      ({ token }) => token,
      ({ amount }) => amount,
    ),
    held: sum(
      held,
      ({ token }) => token,
      ({ cost }) => (BigInt(cost ?? 0) * (BPS - BigInt(feeBps))) / BPS,
    ),
  }
}

/** A challenge of a node. */
export interface SeenChallenge {
  readonly state: string
  /** Unix seconds, decimal. */
  readonly issuedAt: string
}

/**
 * When the next proof of work is to be expected: as long after the last challenge as that came after the one before.
 * Null while there are fewer than two.
 * @returns ISO 8601
 */
export function expectedProof(challenges: readonly SeenChallenge[]): string | null {
  const [last, before] = challenges.map(({ issuedAt }) => Number(issuedAt)).sort((a, b) => b - a)
  if (last === undefined || before === undefined) return null
  return new Date((last + (last - before)) * 1_000).toISOString()
}
