import { BPS } from '../money/splitDeposit.js'

export const BONUS_KINDS = ['REFERRAL', 'UPTIME', 'PERFORMANCE'] as const
export type BonusKind = (typeof BONUS_KINDS)[number]

/** How a period's budget is divided among the kinds, basis points; governance decides. */
export type BonusShares = Readonly<Record<BonusKind, number>>

/**
 * The most that a bonus may come to, as basis points of the weight it is for. Performance and referral together stay
 * below the 6 % that the platform keeps of a task paid in AIIGO (8 % of others), so no provider gains by buying from
 * themselves; 20 a week on stake is about 10 % a year.
 */
export const BONUS_CAP_BPS: BonusShares = { REFERRAL: 100, UPTIME: 20, PERFORMANCE: 300 }

/**
 * Stake that counts for uptime, AIIGO base units: more of it on one node counts no more, and without it no node counts.
 */
export const MAX_COUNTED_STAKE = 10_000n * 10n ** 18n
/** Least share of the time it was meant to work that a node was online. */
const MIN_UPTIME_BPS = 9_500n
/** A provider that fails more than one attempt in five gets nothing for the others. */
const MIN_SUCCESS_BPS = 8_000n
/** Work of a provider counts for who brought it this long. */
export const REFERRAL_MS = 365 * 86_400_000

interface NodeUptime {
  /** AIIGO base units. */
  activeStake: bigint
  meantSeconds: bigint
  onlineSeconds: bigint
  periodSeconds: bigint
}

/**
 * The weight of a node's uptime, AIIGO base units: its counted stake for the share of the period it was online while
 * meant to work. Nothing below 95 % uptime, or when it was meant to work for less than half of the period.
 * @example uptimeWeight({ activeStake: 100n, meantSeconds: 10n, onlineSeconds: 10n, periodSeconds: 10n }) // 100n
 */
export function uptimeWeight({ activeStake, meantSeconds, onlineSeconds, periodSeconds }: NodeUptime): bigint {
  if (meantSeconds * 2n < periodSeconds || onlineSeconds * BPS < meantSeconds * MIN_UPTIME_BPS) return 0n
  const stake = activeStake < MAX_COUNTED_STAKE ? activeStake : MAX_COUNTED_STAKE
  return (stake * onlineSeconds) / periodSeconds
}

/**
 * The weight of a provider's performance: the value of its payments, times the share of its attempts that succeeded.
 * Nothing below 80 %.
 * @param value AIIGO base units
 * @example performanceWeight({ value: 1_000n, succeeded: 9n, failed: 1n }) // 900n
 */
export function performanceWeight({
  value,
  succeeded,
  failed,
}: {
  value: bigint
  succeeded: bigint
  failed: bigint
}): bigint {
  const tries = succeeded + failed
  if (tries === 0n || succeeded * BPS < tries * MIN_SUCCESS_BPS) return 0n
  return (value * succeeded) / tries
}
