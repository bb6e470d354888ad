import { readFileSync } from 'node:fs'
import { NotRetryableError } from '@aiigo/domain'
import { type Address, isAddress } from 'viem'
import { z } from 'zod'

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
    /** Pays bonuses by epoch; deployments without it compute none that can be claimed. */
    BonusDistributor: address.optional(),
    /** Local chains only: a 6-decimals stand-in for USDC that anyone may mint. */
    TestUSDC: address.optional(),
    USDC: address.optional(),
  }),
})
export type Deployment = z.infer<typeof deploymentSchema>

/**
 * Reads and checks the deployment file.
 * @throws NotRetryableError when it is missing or malformed.
 */
export function readDeployment(path: string): Deployment {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new NotRetryableError(
      'DEPLOYMENT_UNREADABLE',
      `expected the deployment file (JSON with chainId, startBlock, addresses) at ${path}; deploy the contracts or set DEPLOYMENT_FILE`,
      { cause },
    )
  }
  const parsed = deploymentSchema.safeParse(json)
  if (!parsed.success) {
    throw new NotRetryableError(
      'DEPLOYMENT_MALFORMED',
      `${path} is not a deployment file:\n${z.prettifyError(parsed.error)}`,
    )
  }
  return parsed.data
}
