/** Every contract that stands once, in deployment order. */
export const contractNames = [
  'AiigoToken',
  'TestUSDC',
  'Escrow',
  'StakingPool',
  'NodeRegistry',
  'PowVerifier',
  'TaskMarketplace',
  'Arbitration',
  'PartnerBonds',
  'StakerLocks',
  'AiigoTimelock',
  'AiigoGovernor',
  'CommunityRewards',
  'BonusDistributor',
  'GuardianCouncil',
  'DaoTreasury',
] as const

export type ContractName = (typeof contractNames)[number]

/** The vesting wallets, each a TokenVesting of its own. */
export const vestingNames = ['CommunityRewardsVesting', 'TeamVesting', 'PrivateSaleVesting'] as const

export type VestingName = (typeof vestingNames)[number]

/** One contract creation each. */
export type StepName = ContractName | VestingName

/** Every step, in deployment order. */
export const stepNames: readonly StepName[] = [...contractNames, ...vestingNames]

/** The compiled contract behind a step. */
export const artifactOf = (name: StepName): string =>
  (vestingNames as readonly string[]).includes(name) ? 'TokenVesting' : name

/** Every compiled contract that a deployment needs. */
export const artifactNames = [...new Set(stepNames.map(artifactOf))]
