import { NotRetryableError } from '@aiigo/domain'
import { type Address, isAddress } from 'viem'
import * as z from 'zod'

const address = z.custom<Address>((value) => typeof value === 'string' && isAddress(value), 'expected an address')

/** Where the contracts live: written by the deployment, read by every process. */
export const deploymentSchema = z.looseObject({
  chainId: z.int().positive(),
  /** Block of the first deployment transaction; indexing starts here. */
  startBlock: z.int().nonnegative(),
  addresses: z.object({
    AiigoToken: address,
    StakingPool: address,
    NodeRegistry: address,
    PowVerifier: address,
    TaskMarketplace: address,
    Escrow: address,
    Arbitration: address,
    PartnerBonds: address,
    StakerLocks: address,
    AiigoTimelock: address,
    AiigoGovernor: address,
    CommunityRewards: address,
    BonusDistributor: address,
    GuardianCouncil: address,
    DaoTreasury: address,
    /** Local chains only: a 6-decimals stand-in for USDC that anyone may mint. */
    TestUSDC: address.optional(),
    USDC: address.optional(),
  }),
  /** The vesting wallets of the token distribution. */
  vesting: z.object({ communityRewards: address, team: address, privateSale: address }),
})
export type Deployment = z.infer<typeof deploymentSchema>

/**
 * Checks a deployment that came as JSON, from a file or over the network.
 * @param source what the error calls it
 * @throws NotRetryableError `DEPLOYMENT_MALFORMED`
 * @example parseDeployment(await (await fetch(url)).json(), url).addresses.Escrow
 */
export function parseDeployment(json: unknown, source: string): Deployment {
  const parsed = deploymentSchema.safeParse(json)
  if (!parsed.success) {
    throw new NotRetryableError(
      'DEPLOYMENT_MALFORMED',
      `${source} is not a deployment file:\n${z.prettifyError(parsed.error)}`,
    )
  }
  return parsed.data
}
