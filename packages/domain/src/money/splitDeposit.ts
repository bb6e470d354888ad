import { NotRetryableError } from '../errors.js'

/** 10 000 basis points are 100 %. */
export const BPS = 10_000n

export interface Split {
  /** The platform treasury's part, in base units. */
  readonly fee: bigint
  /** The provider's part, in base units. */
  readonly providerAmount: bigint
  /** The buyer's part, in base units. */
  readonly refund: bigint
}

/**
 * The cost of a metered task: usage × rate, never more than the deposit.
 * @param usage In the resource's unit.
 * @param rate Base units per unit of usage.
 * @param budget The deposit, in base units.
 * @example taskCost(10n, 3n, 25n) // 25n
 */
export function taskCost(usage: bigint, rate: bigint, budget: bigint): bigint {
  const cost = usage * rate
  return cost < budget ? cost : budget
}

/**
 * Divides a deposit: fee = floor(cost × feeBps / 10 000), the provider gets the rest of the cost, the buyer what was
 * not used. The three always add up to the budget.
 * @example splitDeposit(1_000n, 500n, 800n) // { fee: 40n, providerAmount: 460n, refund: 500n }
 */
export function splitDeposit(budget: bigint, cost: bigint, feeBps: bigint): Split {
  if (cost > budget) {
    throw new NotRetryableError('COST_ABOVE_BUDGET', `expected a cost of at most the budget ${budget}, got ${cost}`)
  }
  const fee = (cost * feeBps) / BPS
  return { fee, providerAmount: cost - fee, refund: budget - cost }
}
