import type { DemandCount, TierCapacity } from './CapacityCount.js'

/** The community counts as full when less than this share of its units is free, basis points. */
export const OVERFLOW_FREE_BPS = 1_000

/** Whether demand flows over into the leased tier: the community has units, and hardly any of them is free. */
export function isOverflowing({ supplyUnits, freeUnits }: Pick<TierCapacity, 'supplyUnits' | 'freeUnits'>): boolean {
  return supplyUnits > 0 && freeUnits * 10_000 < supplyUnits * OVERFLOW_FREE_BPS
}

/** Whether demand jumps: more units wait than the community has free. */
export function isBursting(
  { freeUnits }: Pick<TierCapacity, 'freeUnits'>,
  { waitingUnits }: Pick<DemandCount, 'waitingUnits'>,
): boolean {
  return waitingUnits > freeUnits
}
