import type { Address } from 'viem'
import type { TokenHolders } from './config.js'

/** Fixed forever, in base units. */
export const SUPPLY = 1_000_000_000n * 10n ** 18n

/** A row of the distribution table. */
export type DistributionRow = keyof TokenHolders | 'communityRewards'

/** Share of the supply per row, in percent. */
const shares: Record<DistributionRow, bigint> = {
  communityRewards: 40n,
  team: 15n,
  treasury: 20n,
  privateSale: 10n,
  publicSale: 10n,
  ecosystem: 5n,
}

/**
 * The constructor's distribution table, in base units.
 * @example tokenDistribution(holders).amounts[0] // 400000000000000000000000000n
 */
export function tokenDistribution(holders: Record<DistributionRow, Address>): {
  holders: Address[]
  amounts: bigint[]
} {
  const rows = Object.keys(shares) as DistributionRow[]
  return { holders: rows.map((row) => holders[row]), amounts: rows.map((row) => (SUPPLY * shares[row]) / 100n) }
}
