/** What a task asks of trust: SMALL of level 1 (BASIC) and up, STANDARD of 2, ENTERPRISE of 3, DIRECT enterprise contracts of 4. */
export type Access = 'SMALL' | 'STANDARD' | 'ENTERPRISE' | 'DIRECT'

/**
 * The kind of a task without a contract: SMALL up to the cap that governance set for its token, STANDARD above it.
 * @param budget base units of the token, as is the cap
 * @param smallTaskCap largest budget a BASIC node may take; 0: no cap
 * @example accessOf(1_000n, 500n) // 'STANDARD'
 */
export function accessOf(budget: bigint, smallTaskCap: bigint): Access {
  return smallTaskCap === 0n || budget <= smallTaskCap ? 'SMALL' : 'STANDARD'
}
