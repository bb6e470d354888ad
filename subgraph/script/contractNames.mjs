/**
 * The contracts this subgraph indexes: data sources of the manifest, and keys of a deployment (the vesting wallets
 * below `vesting`).
 */
export const contractNames = [
  'NodeRegistry',
  'StakingPool',
  'PowVerifier',
  'TaskMarketplace',
  'Escrow',
  'Arbitration',
  'AiigoToken',
  'StakerLocks',
  'AiigoGovernor',
  'AiigoTimelock',
  'CommunityRewards',
  'BonusDistributor',
  'PartnerBonds',
  'GuardianCouncil',
  'DaoTreasury',
  'CommunityRewardsVesting',
  'TeamVesting',
  'PrivateSaleVesting',
]

/** File in abis/ of a contract: the vesting wallets are of one kind. */
export const abiNameOf = (contract) => (contract.endsWith('Vesting') ? 'TokenVesting' : contract)

/** Where a deployment file has the address of a contract. */
export function addressIn(deployment, contract) {
  if (abiNameOf(contract) !== 'TokenVesting') return deployment?.addresses?.[contract]
  const key = contract.slice(0, -'Vesting'.length)
  return deployment?.vesting?.[`${key[0].toLowerCase()}${key.slice(1)}`]
}
