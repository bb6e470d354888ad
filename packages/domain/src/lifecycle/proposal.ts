/** Stages of a proposal to the DAO, as the governor numbers them. */
export const PROPOSAL_STAGES = [
  'PENDING',
  'ACTIVE',
  'CANCELED',
  'DEFEATED',
  'SUCCEEDED',
  'QUEUED',
  'EXPIRED',
  'EXECUTED',
] as const
export type ProposalStage = (typeof PROPOSAL_STAGES)[number]

/** Rows of the token distribution that a vesting wallet frees. */
export const VESTING_ROWS = ['COMMUNITY_REWARDS', 'TEAM', 'PRIVATE_SALE'] as const
export type VestingRow = (typeof VESTING_ROWS)[number]
