import type { VestingName } from './contractNames.js'
import type { DistributionRow } from './tokenDistribution.js'

/** How one allocation is freed. A month is a twelfth of 365 days. */
export interface VestingTerm {
  /** The row of the distribution table. */
  row: Extract<DistributionRow, 'communityRewards' | 'team' | 'privateSale'>
  /** From start to end. */
  months: number
  /** From start to the first release; 0 for none. */
  cliffMonths: number
}

/** The calendar of the token distribution: linear from the start, nothing before the cliff. */
export const vestingCalendar: Record<VestingName, VestingTerm> = {
  CommunityRewardsVesting: { row: 'communityRewards', months: 48, cliffMonths: 0 },
  TeamVesting: { row: 'team', months: 36, cliffMonths: 12 },
  PrivateSaleVesting: { row: 'privateSale', months: 24, cliffMonths: 6 },
}
