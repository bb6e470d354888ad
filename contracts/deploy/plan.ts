import { type Address, encodeDeployData, getContractAddress, type Hex, zeroAddress } from 'viem'
import type { DeployConfig, TokenHolders } from './config.js'
import { artifactOf, type StepName, stepNames, type VestingName, vestingNames } from './contractNames.js'
import { readArtifact } from './readArtifact.js'
import { tokenDistribution } from './tokenDistribution.js'
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
 * Lays out a deployment. The contracts know each other by immutables, in circles, so every address is computed from the
 * deployer's nonces before anything is sent.
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

/** What each constructor is called with. */
export function constructorArgs(config: DeployConfig, at: Addresses): Record<StepName, readonly unknown[]> {
  const { holders, amounts } = tokenDistribution(mintedTo(config, at))
  const tokens = [zeroAddress, at.AiigoToken, config.usdc ?? at.TestUSDC]
  const { eth, aiigo, usdc } = config.policies
  const { votingDelay, votingPeriod, timelockDelay, proposalThreshold, unbondingSeconds } = config.governance
  const admin = config.admin ?? at.AiigoTimelock
  return {
    AiigoToken: [holders, amounts],
    TestUSDC: [],
    Escrow: [admin, at.TaskMarketplace, config.treasury, tokens],
    StakingPool: [at.AiigoToken, at.NodeRegistry, at.Escrow, config.minimumStake, config.unbondingSeconds],
    NodeRegistry: [
      admin,
      config.operator,
      at.StakingPool,
      at.TaskMarketplace,
      at.Escrow,
      at.TaskMarketplace,
      at.PowVerifier,
      config.registrationFee,
    ],
    PowVerifier: [admin, config.operator, at.NodeRegistry, config.powIntervalSeconds],
    TaskMarketplace: [
      admin,
      config.operator,
      at.Escrow,
      at.NodeRegistry,
      at.TaskMarketplace,
      at.AiigoToken,
      config.feeBps,
      config.rebateBps,
      config.minWindowSeconds,
      tokens,
      [eth, aiigo, usdc],
    ],
    ...vestingArgs(config),
    StakerLocks: [at.AiigoToken, admin, config.holders.communityRewards, unbondingSeconds],
    AiigoTimelock: [timelockDelay, at.AiigoGovernor],
    AiigoGovernor: [at.StakerLocks, at.AiigoTimelock, votingDelay, votingPeriod, proposalThreshold],
  }
}

/** The accounts that the token mints to: the vesting wallets stand in for their beneficiaries, the timelock for the DAO. */
function mintedTo({ holders }: DeployConfig, at: Addresses): Record<keyof TokenHolders, Address> {
  const wallets = vestingNames.map((name) => [vestingCalendar[name].row, at[name]])
  return {
    ...holders,
    treasury: holders.treasury ?? at.AiigoTimelock,
    ecosystem: holders.ecosystem ?? at.AiigoTimelock,
    ...Object.fromEntries(wallets),
  }
}

function vestingArgs({ holders, vestingStart }: DeployConfig): Record<VestingName, readonly unknown[]> {
  const rows = vestingNames.map((name) => {
    const { row, months, cliffMonths } = vestingCalendar[name]
    return [name, [holders[row], vestingStart ?? 0, months, cliffMonths]]
  })
  return Object.fromEntries(rows)
}
