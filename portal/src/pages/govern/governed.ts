import type { Contracts } from '@aiigo/sdk'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { readUnit, type Unit } from './units.js'

/** One value of a parameter. */
export interface GovernedPart {
  readonly title: MessageDescriptor
  readonly unit: Unit
  /** In the unit of people; the contract refuses what is outside. */
  readonly least: string
  readonly most: string
}

/** A parameter that a vote can set. */
export interface Governed {
  readonly contract: keyof Contracts
  readonly functionName: string
  /** Its name in the chain's history; several of one call are separated by commas. */
  readonly recorded: string
  readonly title: MessageDescriptor
  readonly parts: readonly GovernedPart[]
}

type Row = readonly [
  contract: keyof Contracts,
  functionName: string,
  recorded: string,
  title: MessageDescriptor,
  unit: Unit,
  least: string,
  most: string,
]

const ROWS: readonly Row[] = [
  ['aiigoGovernor', 'setVotingDelay', 'votingDelay', msg`Time from a proposal to its vote`, 'DAYS', '1', '7'],
  ['aiigoGovernor', 'setVotingPeriod', 'votingPeriod', msg`Length of a vote`, 'DAYS', '3', '7'],
  [
    ...(['aiigoGovernor', 'setProposalThreshold', 'proposalThreshold'] as const),
    ...([msg`Votes that a proposal takes`, 'AIIGO', '10000', '10000000'] as const),
  ],
  [
    ...(['aiigoGovernor', 'updateQuorumNumerator', 'quorumNumerator'] as const),
    ...([msg`Quorum, of all votes`, 'PERCENT', '10', '50'] as const),
  ],
  ['aiigoTimelock', 'updateDelay', 'minDelay', msg`Time in the timelock`, 'DAYS', '1', '5'],
  ['nodeRegistry', 'setRegistrationFee', 'registrationFee', msg`Fee to register a node`, 'ETH', '0', '10'],
  ['partnerBonds', 'setMinimumBond', 'minimumBond', msg`Smallest bond of a partner`, 'AIIGO', '1', '10000000'],
  [
    ...(['communityRewards', 'setStakingShare', 'stakingShareBps'] as const),
    ...([msg`Part of the rewards that goes to stakers`, 'BPS', '10', '90'] as const),
  ],
  ['bonusDistributor', 'setEpochCap', 'epochCap', msg`Most bonus of a period`, 'AIIGO', '0', '10000000'],
  ['daoTreasury', 'setAllowance', 'relayAllowance', msg`The operator's allowance for gas, a day`, 'ETH', '0', '5'],
]

/** Every parameter that a proposal can set by its form. */
export const GOVERNED: readonly Governed[] = [
  {
    ...{ contract: 'taskMarketplace', functionName: 'setFees', recorded: 'feeBps,rebateBps' },
    title: msg`Fee of a task, and its rebate in AIIGO`,
    parts: [
      { title: msg`Fee, of the cost`, unit: 'BPS', least: '0', most: '10' },
      { title: msg`Rebate, of the cost`, unit: 'BPS', least: '0', most: '10' },
    ],
  },
  ...ROWS.map(([contract, functionName, recorded, title, unit, least, most]) => ({
    ...{ contract, functionName, recorded, title },
    parts: [{ title, unit, least, most }],
  })),
]

/** Values in the history that no form sets. */
export const OTHER_PARAMETERS: Readonly<Record<string, { title: MessageDescriptor; unit: Unit }>> = {
  treasury: { title: msg`Receiver of the fees`, unit: 'ADDRESS' },
  timelock: { title: msg`Timelock of the governor`, unit: 'ADDRESS' },
  open: { title: msg`The market is open`, unit: 'TEXT' },
  pausedUntil: { title: msg`New tasks are paused until`, unit: 'MOMENT' },
  eip712Domain: { title: msg`Domain of signatures`, unit: 'TEXT' },
}

/** The contract's number for a part; null for none, or one that the contract refuses. */
export function readPart(text: string, { unit, least, most }: GovernedPart): bigint | null {
  const value = readUnit(text.trim(), unit)
  const [low, high] = [readUnit(least, unit), readUnit(most, unit)]
  return value === null || low === null || high === null || value < low || value > high ? null : value
}
