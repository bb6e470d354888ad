/**
 * The trust that a task requires: SMALL level 1 (BASIC) and up, STANDARD of 2, ENTERPRISE of 3, DIRECT enterprise
 * contracts of 4.
 */
export type Access = 'SMALL' | 'STANDARD' | 'ENTERPRISE' | 'DIRECT'

/** Kinds that a buyer can ask for with any budget. */
export const CONTRACTS = ['STANDARD', 'ENTERPRISE', 'DIRECT'] as const satisfies readonly Access[]
export type Contract = (typeof CONTRACTS)[number]

/**
 * The kind of a task: the one that its buyer asks for, else SMALL up to the cap that governance set for its token,
 * STANDARD above it.
 * @param budget base units of the token, as is the cap
 * @param smallTaskCap largest budget a BASIC node may take; 0: no cap
 * @param contract what the buyer asks for
 * @example accessOf(1_000n, 500n) // 'STANDARD'
 */
export function accessOf(budget: bigint, smallTaskCap: bigint, contract?: Contract): Access {
  if (contract) return contract
  return smallTaskCap === 0n || budget <= smallTaskCap ? 'SMALL' : 'STANDARD'
}
