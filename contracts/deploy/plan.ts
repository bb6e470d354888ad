import { type Address, encodeDeployData, getContractAddress, type Hex, zeroAddress } from 'viem'
import type { DeployConfig } from './config.js'
import { type ContractName, contractNames } from './contractNames.js'
import { readArtifact } from './readArtifact.js'
import { tokenDistribution } from './tokenDistribution.js'

export type Addresses = Record<ContractName, Address>

/** One contract creation. */
export interface Step {
  name: ContractName
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
  const names = contractNames.filter((name) => name !== 'TestUSDC' || config.usdc === null)
  const placed = names.map((name, index) => {
    const nonce = baseNonce + index
    return { name, nonce, address: getContractAddress({ from: deployer, nonce: BigInt(nonce) }) }
  })
  const at = Object.fromEntries(placed.map(({ name, address }) => [name, address])) as Addresses
  const args = constructorArgs(config, at)
  return placed.map((step) => {
    const { abi, bytecode } = readArtifact(step.name)
    return { ...step, initCode: encodeDeployData({ abi, bytecode, args: args[step.name] }) }
  })
}

/** What each constructor is called with. */
export function constructorArgs(config: DeployConfig, at: Addresses): Record<ContractName, readonly unknown[]> {
  const { holders, amounts } = tokenDistribution(config.holders)
  const tokens = [zeroAddress, at.AiigoToken, config.usdc ?? at.TestUSDC]
  const { eth, aiigo, usdc } = config.policies
  return {
    AiigoToken: [holders, amounts],
    TestUSDC: [],
    Escrow: [config.admin, at.TaskMarketplace, config.treasury, tokens],
    StakingPool: [at.AiigoToken, at.NodeRegistry, at.Escrow, config.minimumStake, config.unbondingSeconds],
    NodeRegistry: [
      config.admin,
      config.operator,
      at.StakingPool,
      at.Escrow,
      at.TaskMarketplace,
      at.PowVerifier,
      config.registrationFee,
    ],
    PowVerifier: [config.admin, config.operator, at.NodeRegistry, config.powIntervalSeconds],
    TaskMarketplace: [
      config.admin,
      at.Escrow,
      at.NodeRegistry,
      config.feeBps,
      config.minWindowSeconds,
      tokens,
      [eth, aiigo, usdc],
    ],
  }
}
