import { NotRetryableError } from '../errors.js'

/** 10 000 basis points are 100 %. */
export const BPS = 10_000n

/**
 * A rate is so many base units of a token for this many units of usage, so that prices far below one base unit have a
 * rate: 32 cores at $0.15 an hour are 1 302 083 for a million core-seconds in a dollar of six decimals.
 */
export const RATE_SCALE = 1_000_000n
/** Decimals of `RATE_SCALE`: a price per unit of usage in whole tokens has the token's and these. */
export const RATE_DECIMALS = 6

export interface Split {
  /** The platform treasury's part, in base units. */
  readonly fee: bigint
  /** The provider's part, in base units. */
  readonly providerAmount: bigint
  /** The buyer's part, in base units. */
  readonly refund: bigint
}

/**
 * The cost of metered usage: usage × rate / `RATE_SCALE`, rounded to the nearest base unit, a half up, as the contract
 * does.
 * @param usage In the resource's unit.
 * @param rate Base units per million units of usage.
 * @example meteredCost(10n, 150_000n) // 2n
 */
export function meteredCost(usage: bigint, rate: bigint): bigint {
  return (usage * rate + RATE_SCALE / 2n) / RATE_SCALE
}

/**
 * The cost of a metered task: never more than the deposit.
 * @param usage In the resource's unit.
 * @param rate Base units per million units of usage.
 * @param budget The deposit, in base units.
 * @example taskCost(10n, 3_000_000n, 25n) // 25n
 */
export function taskCost(usage: bigint, rate: bigint, budget: bigint): bigint {
  const cost = meteredCost(usage, rate)
  return cost < budget ? cost : budget
}

/**
 * Divides a deposit: the fee is its share of the cost, rounded to the nearest base unit, a half up. The provider gets
 * the rest of the cost and the buyer the unused rest of the budget. The three always add up to the budget.
 * @example splitDeposit(1_000n, 500n, 800n) // { fee: 40n, providerAmount: 460n, refund: 500n }
 */
export function splitDeposit(budget: bigint, cost: bigint, feeBps: bigint): Split {
  if (cost > budget) {
    throw new NotRetryableError('COST_ABOVE_BUDGET', `expected a cost of at most the budget ${budget}, got ${cost}`)
  }
  const fee = (cost * feeBps + BPS / 2n) / BPS
  return { fee, providerAmount: cost - fee, refund: budget - cost }
}
