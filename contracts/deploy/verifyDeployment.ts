import {
  type Address,
  isAddress,
  isAddressEqual,
  keccak256,
  type PublicClient,
  parseAbi,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import type { DeployConfig } from './config.js'
import { artifactOf, type StepName, vestingNames } from './contractNames.js'
import { DeploymentVerificationError } from './errors.js'
import { type Addresses, beneficiaries } from './plan.js'
import { readArtifact } from './readArtifact.js'
import { SUPPLY } from './tokenDistribution.js'
import { vestingCalendar } from './vestingCalendar.js'

const ADMIN_ROLE = zeroHash
const OPERATOR_ROLE = keccak256(toHex('OPERATOR_ROLE'))
const GUARDIAN_ROLE = keccak256(toHex('GUARDIAN_ROLE'))
const FUNDER_ROLE = keccak256(toHex('FUNDER_ROLE'))
const PROPOSER_ROLE = keccak256(toHex('PROPOSER_ROLE'))
const CANCELLER_ROLE = keccak256(toHex('CANCELLER_ROLE'))
const EXECUTOR_ROLE = keccak256(toHex('EXECUTOR_ROLE'))

/** A twelfth of 365 days. */
const MONTH_SECONDS = 2_628_000n

type Expectation = [contract: StepName, view: string, args: readonly unknown[], expected: unknown]

/**
 * Reads roles, wiring and parameters back from the chain.
 * @throws DeploymentVerificationError naming every difference.
 */
export async function verifyDeployment(
  client: PublicClient,
  config: DeployConfig,
  deployer: Address,
  at: Addresses,
): Promise<void> {
  const problems = await Promise.all(
    expectations(config, deployer, at).map(async ([contract, functionName, args, expected]) => {
      const { abi } = readArtifact(artifactOf(contract))
      const found = await client.readContract({ address: at[contract], abi, functionName, args })
      if (same(found, expected)) return []
      return [`${contract}.${functionName}(${args.join(', ')}): expected ${show(expected)}, found ${show(found)}`]
    }),
  )
  const unsafe = config.admin === null ? await unsafeAccounts(client, config, at) : []
  if (problems.flat().length + unsafe.length > 0) throw new DeploymentVerificationError([...problems.flat(), ...unsafe])
}

/** On a public chain money goes to the DAO only, and what is paid with is a contract. */
async function unsafeAccounts(client: PublicClient, config: DeployConfig, at: Addresses): Promise<string[]> {
  const problems: string[] = []
  if (config.usdc !== null && !(await client.getCode({ address: config.usdc }))) {
    problems.push(`usdc: expected a contract at ${config.usdc}, this chain has no code there`)
  }
  const { treasury } = config
  if (treasury === null || isAddressEqual(treasury, at.AiigoTimelock)) return problems
  if (!(await client.getCode({ address: treasury }))) {
    problems.push(`treasury: expected the timelock or a contract that it controls, ${treasury} has no code`)
  } else if (!(await isControlledBy(client, treasury, at.AiigoTimelock))) {
    problems.push(
      `treasury: expected a contract that the timelock ${at.AiigoTimelock} owns or administrates, got ${treasury}`,
    )
  }
  return problems
}

const CONTROL_ABI = parseAbi([
  'function owner() view returns (address)',
  'function hasRole(bytes32 role, address account) view returns (bool)',
])

async function isControlledBy(client: PublicClient, address: Address, timelock: Address): Promise<boolean> {
  const contract = { address, abi: CONTROL_ABI } as const
  const asked = await Promise.allSettled([
    client.readContract({ ...contract, functionName: 'owner' }).then((owner) => isAddressEqual(owner, timelock)),
    client.readContract({ ...contract, functionName: 'hasRole', args: [ADMIN_ROLE, timelock] }),
  ])
  return asked.some((answer) => answer.status === 'fulfilled' && answer.value)
}

function expectations(config: DeployConfig, deployer: Address, at: Addresses): Expectation[] {
  const { eth, aiigo, usdc } = config.policies
  const usdcAddress = config.usdc ?? at.TestUSDC
  const admin = config.admin ?? at.AiigoTimelock
  const wiring: Expectation[] = [
    ['Escrow', 'marketplace', [], at.TaskMarketplace],
    ['StakingPool', 'token', [], at.AiigoToken],
    ['StakingPool', 'registry', [], at.NodeRegistry],
    ['StakingPool', 'escrow', [], at.Escrow],
    ['StakingPool', 'locks', [], at.StakerLocks],
    ['StakerLocks', 'pool', [], at.StakingPool],
    ['GuardianCouncil', 'governor', [], at.AiigoGovernor],
    ['AiigoGovernor', 'guardian', [], at.GuardianCouncil],
    ['NodeRegistry', 'stakingPool', [], at.StakingPool],
    ['NodeRegistry', 'partnerBonds', [], at.PartnerBonds],
    ['NodeRegistry', 'escrow', [], at.Escrow],
    ['NodeRegistry', 'marketplace', [], at.TaskMarketplace],
    ['NodeRegistry', 'powVerifier', [], at.PowVerifier],
    ['PowVerifier', 'registry', [], at.NodeRegistry],
    ['TaskMarketplace', 'escrow', [], at.Escrow],
    ['TaskMarketplace', 'registry', [], at.NodeRegistry],
    ['TaskMarketplace', 'arbitration', [], at.Arbitration],
    ['TaskMarketplace', 'aiigo', [], at.AiigoToken],
    ['Arbitration', 'marketplace', [], at.TaskMarketplace],
    ['PartnerBonds', 'token', [], at.AiigoToken],
    ['PartnerBonds', 'registry', [], at.NodeRegistry],
    ['PartnerBonds', 'escrow', [], at.Escrow],
    ['CommunityRewards', 'token', [], at.AiigoToken],
    ['CommunityRewards', 'vesting', [], at.CommunityRewardsVesting],
    ['CommunityRewards', 'locks', [], at.StakerLocks],
    ['CommunityRewards', 'bonuses', [], at.BonusDistributor],
    ['BonusDistributor', 'token', [], at.AiigoToken],
    ['GuardianCouncil', 'marketplace', [], at.TaskMarketplace],
    ['GuardianCouncil', 'bonuses', [], at.BonusDistributor],
  ]
  const parameters: Expectation[] = [
    ['Escrow', 'treasury', [], config.treasury ?? at.DaoTreasury],
    ['StakingPool', 'minimumStake', [], config.minimumStake],
    ['StakingPool', 'unbondingSeconds', [], config.unbondingSeconds],
    ['NodeRegistry', 'registrationFee', [], config.registrationFee],
    ['PowVerifier', 'minIntervalSeconds', [], config.powIntervalSeconds],
    ['PowVerifier', 'headStartSeconds', [], config.powHeadStartSeconds],
    ['PowVerifier', 'maxTarget', [], config.powMaxTarget],
    ['DaoTreasury', 'allowance', [], config.economy.relayAllowance],
    ['TaskMarketplace', 'isOpen', [], config.arbitration.arbitrators.length > 0],
    ['TaskMarketplace', 'feeBps', [], config.feeBps],
    ['TaskMarketplace', 'rebateBps', [], config.rebateBps],
    ['TaskMarketplace', 'minWindowSeconds', [], config.minWindowSeconds],
    ['Arbitration', 'commitSeconds', [], config.arbitration.commitSeconds],
    ['Arbitration', 'revealSeconds', [], config.arbitration.revealSeconds],
    ['Arbitration', 'arbitrators', [], config.arbitration.arbitrators],
    ['PartnerBonds', 'minimumBond', [], config.economy.minimumBond],
    ['PartnerBonds', 'unbondingSeconds', [], config.unbondingSeconds],
    ['CommunityRewards', 'stakingShareBps', [], config.economy.stakingShareBps],
    ['BonusDistributor', 'epochCap', [], config.economy.bonusEpochCap],
    ['GuardianCouncil', 'members', [], config.council.members],
    ['GuardianCouncil', 'threshold', [], config.council.threshold],
    ['TaskMarketplace', 'tokenPolicy', [zeroAddress], eth],
    ['TaskMarketplace', 'tokenPolicy', [at.AiigoToken], aiigo],
    ['TaskMarketplace', 'tokenPolicy', [usdcAddress], usdc],
    ...[zeroAddress, at.AiigoToken, usdcAddress].map(
      (token): Expectation => ['Escrow', 'isTokenAllowed', [token], true],
    ),
  ]
  const withAdmin = [
    'Escrow',
    'NodeRegistry',
    'PowVerifier',
    'TaskMarketplace',
    'Arbitration',
    'PartnerBonds',
    'StakerLocks',
    'CommunityRewards',
    'BonusDistributor',
    'GuardianCouncil',
    'DaoTreasury',
  ] as const
  const roles: Expectation[] = [
    ...withAdmin.map((name): Expectation => [name, 'hasRole', [ADMIN_ROLE, admin], true]),
    ['NodeRegistry', 'hasRole', [OPERATOR_ROLE, config.operator], true],
    ['PowVerifier', 'hasRole', [OPERATOR_ROLE, config.operator], true],
    ['BonusDistributor', 'hasRole', [OPERATOR_ROLE, config.operator], true],
    ['PartnerBonds', 'hasRole', [OPERATOR_ROLE, config.operator], true],
    ['DaoTreasury', 'hasRole', [OPERATOR_ROLE, config.operator], true],
    ['BonusDistributor', 'hasRole', [GUARDIAN_ROLE, at.GuardianCouncil], true],
    ['TaskMarketplace', 'hasRole', [GUARDIAN_ROLE, at.GuardianCouncil], true],
    ['StakerLocks', 'hasRole', [FUNDER_ROLE, at.CommunityRewards], true],
  ]
  if (!isAddressEqual(deployer, admin)) {
    roles.push(...withAdmin.map((name): Expectation => [name, 'hasRole', [ADMIN_ROLE, deployer], false]))
  }
  if (!isAddressEqual(config.operator, admin)) {
    roles.push(...withAdmin.map((name): Expectation => [name, 'hasRole', [ADMIN_ROLE, config.operator], false]))
  }
  return [...wiring, ...parameters, ...roles, ...supply(), ...vesting(config, at), ...governance(config, at)]
}

/**
 * The supply is fixed forever; balances are the table's only until the first transfer, so they are no expectation here.
 */
function supply(): Expectation[] {
  return [['AiigoToken', 'MAX_SUPPLY', [], SUPPLY]]
}

/** The DAO votes with stakers' balances, and its timelock has no admin but itself. */
function governance(config: DeployConfig, at: Addresses): Expectation[] {
  const { votingDelay, votingPeriod, timelockDelay, proposalThreshold, unbondingSeconds } = config.governance
  return [
    ['StakerLocks', 'token', [], at.AiigoToken],
    ['StakerLocks', 'unbondingSeconds', [], unbondingSeconds],
    ['AiigoGovernor', 'token', [], at.StakerLocks],
    ['AiigoGovernor', 'timelock', [], at.AiigoTimelock],
    ['AiigoGovernor', 'votingDelay', [], votingDelay],
    ['AiigoGovernor', 'votingPeriod', [], votingPeriod],
    ['AiigoGovernor', 'proposalThreshold', [], proposalThreshold],
    ['AiigoTimelock', 'getMinDelay', [], timelockDelay],
    ['AiigoTimelock', 'hasRole', [ADMIN_ROLE, at.AiigoTimelock], true],
    ['AiigoTimelock', 'hasRole', [PROPOSER_ROLE, at.AiigoGovernor], true],
    ['AiigoTimelock', 'hasRole', [CANCELLER_ROLE, at.AiigoGovernor], true],
    ['AiigoTimelock', 'hasRole', [EXECUTOR_ROLE, zeroAddress], true],
  ]
}

/** Beneficiaries may hand their wallets on later; right after the deployment they are as configured. */
function vesting(config: DeployConfig, at: Addresses): Expectation[] {
  const owners = beneficiaries(config, at)
  return vestingNames.flatMap((name): Expectation[] => {
    const { months } = vestingCalendar[name]
    const calendar: Expectation[] = [
      [name, 'owner', [], owners[name]],
      [name, 'duration', [], BigInt(months) * MONTH_SECONDS],
    ]
    return config.vestingStart === null ? calendar : [...calendar, [name, 'start', [], BigInt(config.vestingStart)]]
  })
}

function same(found: unknown, expected: unknown): boolean {
  if (typeof found === 'string' && typeof expected === 'string' && isAddress(found) && isAddress(expected)) {
    return isAddressEqual(found, expected)
  }
  if (Array.isArray(found) && Array.isArray(expected) && found.length !== expected.length) return false
  if (typeof found === 'object' && found !== null && typeof expected === 'object' && expected !== null) {
    return Object.entries(expected).every(([key, value]) => same((found as Record<string, unknown>)[key], value))
  }
  return found === expected || (typeof found === 'bigint' && found === BigInt(expected as number))
}

const show = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))
