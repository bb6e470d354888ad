import type { ComplexityEstimator } from 'graphql-query-complexity'

/**
 * The cost of a field that looks at every registered node of a type (a tenth of a second for 100 000), in fields: the
 * work of an answer with so many.
 */
export const MARKET_COST = 1_000

/** The cost of a field that asks the chain's node some things, up to ten, each time. */
export const CHAIN_COST = 100

/** The cost of a field that asks the chain's node for each of some ids. @param argument that has the ids */
export const chainCostOfEach =
  (argument: string): ComplexityEstimator =>
  ({ args, childComplexity }) => {
    const ids: unknown = args[argument]
    const count = Array.isArray(ids) ? ids.length : 0
    return 1 + count * (CHAIN_COST + childComplexity)
  }

/** The cost of a list of things of which each is asked of the chain's node: a read for each of `first`. */
export const chainCostOfFirst: ComplexityEstimator = ({ args, childComplexity }) =>
  1 + Math.max(1, Number(args.first)) * (CHAIN_COST / 10 + childComplexity)
