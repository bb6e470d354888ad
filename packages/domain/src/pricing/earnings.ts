import { NotRetryableError } from '../errors.js'
import { BPS, RATE_SCALE } from '../money/splitDeposit.js'

/** Hours of a month: 365 days / 12. */
export const HOURS_PER_MONTH = 730
const HOURS_PER_DAY = 24n
const HOURS_PER_YEAR = 8_760n

/** The earnings of a device by its tasks. Amounts in base units of one token. */
export type Revenue =
  /** GPU and CPU: the whole device's price per hour. */
  | { kind: 'HOURLY'; pricePerHour: bigint; hours: number; utilizationBps: number }
  /** The others: the rate per MB, task or data point, and how many come a day. */
  | { kind: 'COUNTED'; rate: bigint; perDay: bigint; hours: number; utilizationBps: number }

export interface Earnings {
  /** Task revenue before the fee. */
  gross: bigint
  /** The platform's part of it. */
  fee: bigint
  stakingRewards: bigint
  bonuses: bigint
  /** gross − fee + staking rewards + bonuses. */
  net: bigint
}

/**
 * Task revenue: hours × hourly rate × utilisation (or rate × count a day × days × utilisation), rounded down.
 * @example taskRevenue({ kind: 'HOURLY', pricePerHour: 800_000n, hours: 730, utilizationBps: 6_000 }) // 350_400_000n:
 * $350.40 in USDC
 */
export function taskRevenue(revenue: Revenue): bigint {
  const { hours, utilizationBps } = revenue
  whole('hours', hours, 0, 87_600)
  whole('utilizationBps', utilizationBps, 0, 10_000)
  const time = BigInt(hours) * BigInt(utilizationBps)
  return revenue.kind === 'HOURLY'
    ? (amount('pricePerHour', revenue.pricePerHour) * time) / BPS
    : (amount('rate', revenue.rate) * amount('perDay', revenue.perDay) * time) / (BPS * HOURS_PER_DAY * RATE_SCALE)
}

/**
 * Staked amount × APY × time, rounded down; without compounding.
 * @example stakingRewards(1_000n, 1_200, 730) // 10n
 */
export function stakingRewards(staked: bigint, apyBps: number, hours: number): bigint {
  whole('apyBps', apyBps, 0, 1_000_000)
  whole('hours', hours, 0, 87_600)
  return (amount('staked', staked) * BigInt(apyBps) * BigInt(hours)) / (BPS * HOURS_PER_YEAR)
}

/**
 * The platform's earnings formula: (task revenue × 92 %) + staking rewards + bonuses, all in one token's base units.
 * The fee is floor(revenue × feeBps / 10 000), as in the contracts.
 * @example earningsOf(1_000n, 800n, { stakingRewards: 5n, bonuses: 2n }) // { gross: 1000n, fee: 80n, stakingRewards:
 * 5n, bonuses: 2n, net: 927n }
 */
export function earningsOf(
  gross: bigint,
  feeBps: bigint,
  extra: { stakingRewards: bigint; bonuses: bigint } = { stakingRewards: 0n, bonuses: 0n },
): Earnings {
  amount('gross', gross)
  if (feeBps < 0n || feeBps > BPS) throw bad('feeBps', `from 0 to ${BPS}`, feeBps)
  const fee = (gross * feeBps) / BPS
  const rewards = amount('stakingRewards', extra.stakingRewards)
  const bonuses = amount('bonuses', extra.bonuses)
  return { gross, fee, stakingRewards: rewards, bonuses, net: gross - fee + rewards + bonuses }
}

function whole(name: string, value: number, min: number, max: number): void {
  if (!Number.isSafeInteger(value) || value < min || value > max)
    throw bad(name, `a whole number from ${min} to ${max}`, value)
}

function amount(name: string, value: bigint): bigint {
  if (value < 0n) throw bad(name, '0 or more', value)
  return value
}

function bad(name: string, expected: string, got: unknown): NotRetryableError {
  return new NotRetryableError('BAD_EARNINGS_INPUT', `${name}: expected ${expected}, got ${got}`)
}
