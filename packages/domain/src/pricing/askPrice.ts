import { RATE_SCALE } from '../money/splitDeposit.js'

/** Types whose usage is seconds: people compare hours. */
const TIMED = ['GPU', 'CPU']
const HOUR_SECONDS = 3_600n

/** Usage that a price is for: an hour of one unit, or one unit of usage. */
const usageOf = (resourceType: string): bigint => (TIMED.includes(resourceType) ? HOUR_SECONDS : 1n)

/** The usage that a price of such a node is for, as `--json` names it. */
export const pricedFor = (resourceType: string): 'HOUR' | 'USAGE' => (TIMED.includes(resourceType) ? 'HOUR' : 'USAGE')

/**
 * The price of an hour of one unit (GPU, CPU), or of one unit of usage, rounded to the nearest base unit.
 * @param rate base units per million units of usage
 * @example priceOf('CPU', 1_000_000n) // 3_600n
 */
export function priceOf(resourceType: string, rate: bigint): bigint {
  return (rate * usageOf(resourceType) + RATE_SCALE / 2n) / RATE_SCALE
}

/**
 * The rate of a price, rounded to the nearest; above 0 where the price is.
 * @param price base units
 * @example rateOf('CPU', 3_600n) // 1_000_000n
 */
export function rateOf(resourceType: string, price: bigint): bigint {
  const usage = usageOf(resourceType)
  const rate = (price * RATE_SCALE + usage / 2n) / usage
  return rate === 0n && price > 0n ? 1n : rate
}
