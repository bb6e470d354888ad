/** Every deployable contract, in deployment order. */
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
