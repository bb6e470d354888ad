import { type Deployment, paymentTokens } from '@aiigo/chain'
import { formatUsd, toUsd, type UsdOracle } from '@aiigo/domain'
import { ChainCursor, openTroubles, type Storage } from '@aiigo/storage'
import type { ChainFacts } from '../../chain/chainFacts.js'
import type { Platform } from './platform.type.js'
import type { PlatformRules } from './platformRules.js'

interface Deps {
  storage: Storage
  deployment: Deployment
  chain: ChainFacts
  dollars: UsdOracle
  rules: PlatformRules
}

export type PlatformService = ReturnType<typeof createPlatformService>

/** How this deployment is set up. */
export function createPlatformService({ storage, deployment, chain, dollars, rules }: Deps) {
  const { addresses, vesting } = deployment
  return {
    async platform(): Promise<Platform> {
      const [feeBps, cursor, open] = await Promise.all([
        chain.feeBps(),
        storage.fork().findOne(ChainCursor, { id: 'subgraph' }),
        openTroubles(storage.fork()),
      ])
      return {
        chainId: deployment.chainId,
        contracts: {
          aiigoToken: addresses.AiigoToken,
          stakingPool: addresses.StakingPool,
          nodeRegistry: addresses.NodeRegistry,
          powVerifier: addresses.PowVerifier,
          taskMarketplace: addresses.TaskMarketplace,
          escrow: addresses.Escrow,
          arbitration: addresses.Arbitration,
          partnerBonds: addresses.PartnerBonds,
          stakerLocks: addresses.StakerLocks,
          aiigoTimelock: addresses.AiigoTimelock,
          aiigoGovernor: addresses.AiigoGovernor,
          communityRewards: addresses.CommunityRewards,
          bonusDistributor: addresses.BonusDistributor,
          guardianCouncil: addresses.GuardianCouncil,
          daoTreasury: addresses.DaoTreasury,
          communityRewardsVesting: vesting.communityRewards,
          teamVesting: vesting.team,
          privateSaleVesting: vesting.privateSale,
          usdc: addresses.USDC ?? addresses.TestUSDC ?? null,
        },
        paymentTokens: paymentTokens(deployment).map((token) => ({ ...token })),
        feeBps,
        ...rules,
        status: {
          well: open.length === 0,
          troubles: open.map(({ part, startedAt }) => ({ part, since: startedAt })),
        },
        block: cursor?.block ?? null,
      }
    },

    /** Dollars of one token; null while nobody has a price that is fresh enough. */
    async usdOf({ symbol, decimals }: { symbol: string; decimals: number }): Promise<string | null> {
      const price = await dollars.priceOf(symbol).catch(() => null)
      return price && formatUsd(toUsd(10n ** BigInt(decimals), decimals, price))
    },
  }
}
