/**
 * The cost of a field that looks at every registered node of a type (a tenth of a second for 100 000), in fields: the
 * work of an answer with so many.
 */
export const MARKET_COST = 1_000
