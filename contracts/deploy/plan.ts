import { type Address, encodeDeployData, getContractAddress, type Hex, zeroAddress } from 'viem'
import type { DeployConfig } from './config.js'
import { artifactOf, type StepName, stepNames, type VestingName, vestingNames } from './contractNames.js'
import { readArtifact } from './readArtifact.js'
import { type DistributionRow, tokenDistribution } from './tokenDistribution.js'
import { vestingCalendar } from './vestingCalendar.js'

export type Addresses = Record<StepName, Address>

/** One contract creation. */
export interface Step {
  name: StepName
  nonce: number
  address: Address
  /** Creation code with constructor arguments. */
  initCode: Hex
}

/**
 * Lays out a deployment. The contracts refer to each other by immutables, also in circles, so every address is computed
 * from the deployer's nonces before anything is sent.
 * @param baseNonce The deployer's nonce at the first step.
 */
export function planDeployment(config: DeployConfig, deployer: Address, baseNonce: number): Step[] {
  const names = stepNames.filter((name) => name !== 'TestUSDC' || config.usdc === null)
  const placed = names.map((name, index) => {
    const nonce = baseNonce + index
    return { name, nonce, address: getContractAddress({ from: deployer, nonce: BigInt(nonce) }) }
  })
  const at = Object.fromEntries(placed.map(({ name, address }) => [name, address])) as Addresses
  const args = constructorArgs(config, at)
  return placed.map((step) => {
    const { abi, bytecode } = readArtifact(artifactOf(step.name))
    return { ...step, initCode: encodeDeployData({ abi, bytecode, args: args[step.name] }) }
  })
}

/** The arguments of each constructor. */
export function constructorArgs(config: DeployConfig, at: Addresses): Record<StepName, readonly unknown[]> {
  const { holders, amounts } = tokenDistribution(mintedTo(config, at))
  const tokens = [zeroAddress, at.AiigoToken, config.usdc ?? at.TestUSDC]
  const { eth, aiigo, usdc } = config.policies
  const { votingDelay, votingPeriod, timelockDelay, proposalThreshold, unbondingSeconds } = config.governance
  const { arbitrators, commitSeconds, revealSeconds } = config.arbitration
  const { economy, council } = config
  const admin = config.admin ?? at.AiigoTimelock
  return {
    AiigoToken: [holders, amounts],
    TestUSDC: [],
    Escrow: [admin, at.TaskMarketplace, config.treasury ?? at.DaoTreasury, tokens],
    StakingPool: [
      at.AiigoToken,
      at.NodeRegistry,
      at.Escrow,
      at.StakerLocks,
      config.minimumStake,
      config.unbondingSeconds,
    ],
    NodeRegistry: [
      admin,
      config.operator,
      at.StakingPool,
      at.PartnerBonds,
      at.Escrow,
      at.TaskMarketplace,
      at.PowVerifier,
      config.registrationFee,
    ],
    PowVerifier: [
      admin,
      config.operator,
      at.NodeRegistry,
      config.powIntervalSeconds,
      config.powHeadStartSeconds,
      config.powMaxTarget,
    ],
    TaskMarketplace: [
      admin,
      at.GuardianCouncil,
      at.Escrow,
      at.NodeRegistry,
      at.Arbitration,
      at.AiigoToken,
      config.feeBps,
      config.rebateBps,
      config.minWindowSeconds,
      tokens,
      [eth, aiigo, usdc],
    ],
    ...vestingArgs(config, at),
    Arbitration: [admin, at.TaskMarketplace, arbitrators, commitSeconds, revealSeconds],
    PartnerBonds: [
      at.AiigoToken,
      admin,
      config.operator,
      at.NodeRegistry,
      at.Escrow,
      economy.minimumBond,
      config.unbondingSeconds,
    ],
    StakerLocks: [at.AiigoToken, admin, at.CommunityRewards, at.StakingPool, unbondingSeconds],
    AiigoTimelock: [timelockDelay, at.AiigoGovernor],
    AiigoGovernor: [at.StakerLocks, at.AiigoTimelock, votingDelay, votingPeriod, proposalThreshold, at.GuardianCouncil],
    CommunityRewards: [
      at.AiigoToken,
      admin,
      at.CommunityRewardsVesting,
      at.StakerLocks,
      at.BonusDistributor,
      economy.stakingShareBps,
    ],
    BonusDistributor: [at.AiigoToken, admin, config.operator, at.GuardianCouncil, economy.bonusEpochCap],
    GuardianCouncil: [
      admin,
      at.TaskMarketplace,
      at.BonusDistributor,
      at.AiigoGovernor,
      council.members,
      council.threshold,
    ],
    DaoTreasury: [admin, config.operator, economy.relayAllowance],
  }
}

/**
 * The accounts that the token mints to: the vesting wallets stand in for their beneficiaries, the treasury contract for
 * the DAO.
 */
function mintedTo({ holders }: DeployConfig, at: Addresses): Record<DistributionRow, Address> {
  return {
    communityRewards: at.CommunityRewardsVesting,
    team: at.TeamVesting,
    treasury: holders.treasury ?? at.DaoTreasury,
    privateSale: at.PrivateSaleVesting,
    publicSale: holders.publicSale,
    ecosystem: holders.ecosystem ?? at.DaoTreasury,
  }
}

/** The owner of each vesting wallet. */
export const beneficiaries = ({ holders }: DeployConfig, at: Addresses): Record<VestingName, Address> => ({
  CommunityRewardsVesting: at.CommunityRewards,
  TeamVesting: holders.team,
  PrivateSaleVesting: holders.privateSale,
})

function vestingArgs(config: DeployConfig, at: Addresses): Record<VestingName, readonly unknown[]> {
  const owners = beneficiaries(config, at)
  const rows = vestingNames.map((name) => {
    const { months, cliffMonths } = vestingCalendar[name]
    return [name, [owners[name], config.vestingStart ?? 0, months, cliffMonths]]
  })
  return Object.fromEntries(rows)
}
