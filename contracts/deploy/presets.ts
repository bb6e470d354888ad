import type { Address } from 'viem'
import { parseEther } from 'viem'
import type { CouncilConfig, DeployConfig, TokenHolders, TokenPolicy } from './config.js'
import { type LocalAccount, localArbitrators, localGuardians, localRoles } from './localAccounts.js'

const DAY = 86_400

const unlimited: TokenPolicy = { smallTaskCap: 0n, trustFrom: 0n, slashableFrom: 0n, disputeBondFloor: 0n }

const shared = {
  minimumStake: parseEther('100'),
  unbondingSeconds: 45 * DAY,
  registrationFee: parseEther('0.1'),
  feeBps: 800,
  rebateBps: 200,
  vestingStart: null,
  governance: {
    votingDelay: DAY,
    votingPeriod: 5 * DAY,
    timelockDelay: 2 * DAY,
    proposalThreshold: parseEther('100000'),
    unbondingSeconds: 14 * DAY,
  },
  economy: {
    stakingShareBps: 7_500,
    bonusEpochCap: parseEther('1000000'),
    minimumBond: parseEther('50000'),
    relayAllowance: parseEther('1'),
  },
} as const

const production = {
  ...shared,
  minWindowSeconds: 600,
  powIntervalSeconds: DAY,
  // Ethereum's blocks are 12 seconds apart; the easiest nonce takes 2^16 hashes.
  powHeadStartSeconds: 12,
  powMaxTarget: 2n ** 240n,
  policies: {
    eth: {
      smallTaskCap: parseEther('0.02'),
      trustFrom: parseEther('0.005'),
      slashableFrom: parseEther('0.001'),
      disputeBondFloor: parseEther('0.002'),
    },
    aiigo: {
      smallTaskCap: parseEther('1000'),
      trustFrom: parseEther('300'),
      slashableFrom: parseEther('50'),
      disputeBondFloor: parseEther('100'),
    },
    usdc: {
      smallTaskCap: 50_000_000n,
      trustFrom: 15_000_000n,
      slashableFrom: 2_500_000n,
      disputeBondFloor: 5_000_000n,
    },
  },
} as const

/** From a dispute's opening: two days for the draw and the commitments, one to open them. */
const ARBITRATION = { commitSeconds: 2 * DAY, revealSeconds: DAY }

/**
 * Accounts that only the one who deploys can name. The DAO's timelock is admin, and holds the treasury and the
 * ecosystem fund.
 */
export interface PublicAccounts {
  operator: Address
  /** Default: the DAO's treasury contract. */
  treasury?: Address
  holders: Omit<TokenHolders, 'treasury' | 'ecosystem'>
  /** Default: none, until the DAO adds some. */
  arbitrators?: readonly Address[]
  council: CouncilConfig
  /** Unix seconds at which vesting starts; default: with the deployment. */
  vestingStart?: number
}

/** A chain on this machine: development accounts, short windows, no limits, a mintable dollar. */
export function localPreset(overrides: Partial<DeployConfig> = {}): DeployConfig {
  const roles = localRoles()
  return {
    ...shared,
    chainId: 31_337,
    admin: roles.admin.address,
    operator: roles.operator.address,
    treasury: roles.treasury.address,
    holders: {
      team: roles.team.address,
      treasury: roles.treasury.address,
      privateSale: roles.privateSale.address,
      publicSale: roles.publicSale.address,
      ecosystem: roles.ecosystem.address,
    },
    arbitration: { arbitrators: addressesOf(localArbitrators()), commitSeconds: 60, revealSeconds: 60 },
    council: { members: addressesOf(localGuardians()), threshold: 2 },
    usdc: null,
    minWindowSeconds: 5,
    powIntervalSeconds: 0,
    powHeadStartSeconds: 0,
    powMaxTarget: 2n ** 256n - 1n,
    policies: { eth: unlimited, aiigo: unlimited, usdc: unlimited },
    ...overrides,
  }
}

const addressesOf = (accounts: readonly LocalAccount[]) => accounts.map(({ address }) => address)

const governed = ({ arbitrators = [], treasury, ...accounts }: PublicAccounts) => ({
  ...production,
  ...accounts,
  treasury: treasury ?? null,
  admin: null,
  holders: { ...accounts.holders, treasury: null, ecosystem: null },
  arbitration: { arbitrators, ...ARBITRATION },
})

/** The Sepolia test network, with Circle's USDC there. */
export function sepoliaPreset(accounts: PublicAccounts): DeployConfig {
  return { ...governed(accounts), chainId: 11_155_111, usdc: '0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238' }
}

/** Ethereum, with Circle's USDC. */
export function mainnetPreset(accounts: PublicAccounts): DeployConfig {
  return { ...governed(accounts), chainId: 1, usdc: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48' }
}
