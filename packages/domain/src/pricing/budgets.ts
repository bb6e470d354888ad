import { RATE_SCALE } from '../money/splitDeposit.js'

/**
 * The highest rate at which a budget pays for a usage. Rounded **down**, so that the usage never costs more than the
 * budget.
 * @param budget base units of a token
 * @param usage in the resource's unit, above 0
 * @returns base units per million units of usage; 0 when the budget is below `leastBudget(usage, 1n)`
 * @example rateFromBudget(1_000n, 600n) // 1_666_666n
 */
export function rateFromBudget(budget: bigint, usage: bigint): bigint {
  return (budget * RATE_SCALE) / usage
}

/**
 * The usage that a budget pays for at a rate. Rounded **down**.
 * @param budget base units of a token
 * @param rate base units per million units of usage, above 0
 * @returns in the resource's unit
 * @example usageFromBudget(1_000n, 300_000_000n) // 3n
 */
export function usageFromBudget(budget: bigint, rate: bigint): bigint {
  return (budget * RATE_SCALE) / rate
}

/**
 * The smallest budget that pays for a usage at a rate. Rounded **up** to a base unit.
 * @param usage in the resource's unit
 * @param rate base units per million units of usage
 * @example leastBudget(600n, 1n) // 1n
 */
export function leastBudget(usage: bigint, rate: bigint): bigint {
  return (usage * rate + RATE_SCALE - 1n) / RATE_SCALE
}
