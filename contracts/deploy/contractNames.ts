/** Every deployable contract that the system talks to, in deployment order. */
export const contractNames = [
  'AiigoToken',
  'TestUSDC',
  'Escrow',
  'StakingPool',
  'NodeRegistry',
  'PowVerifier',
  'TaskMarketplace',
] as const

export type ContractName = (typeof contractNames)[number]

/** The vesting wallets, each a TokenVesting of its own; deployed after the system, so that its addresses stay where they were. */
export const vestingNames = ['CommunityRewardsVesting', 'TeamVesting', 'PrivateSaleVesting'] as const

export type VestingName = (typeof vestingNames)[number]

/** The DAO: where stakers' tokens are and vote, its delay, its ballot box. Deployed last. */
export const governanceNames = ['StakerLocks', 'AiigoTimelock', 'AiigoGovernor'] as const

export type GovernanceName = (typeof governanceNames)[number]

/** One contract creation each. */
export type StepName = ContractName | VestingName | GovernanceName

/** Every step, in deployment order. */
export const stepNames: readonly StepName[] = [...contractNames, ...vestingNames, ...governanceNames]

/** The compiled contract behind a step. */
export const artifactOf = (name: StepName): string =>
  (vestingNames as readonly string[]).includes(name) ? 'TokenVesting' : name

/** Every compiled contract that a deployment needs. */
export const artifactNames = [...new Set(stepNames.map(artifactOf))]
