import { memoize, RetryableError } from '@aiigo/domain'
import type { Address } from 'viem'
import type { Reader } from './clients.js'
import type { Deployment } from './deployment.js'
import { taskMarketplaceAbi } from './generated/abis.js'

/** Largest budget that a BASIC node may take in a token, base units; 0: no cap. */
export type SmallTaskCaps = (token: string) => Promise<bigint>

/**
 * Governance changes a cap through a timelock of days: a minute late is early enough, and the contract refuses what
 * slips through.
 */
const FRESH_MS = 60_000

/**
 * Reads the caps that governance set in the marketplace, each at most once a minute. While the chain's node is away,
 * what was last read goes on counting.
 * @param now milliseconds since 1970
 * @example await createSmallTaskCaps(reader, deployment, Date.now)(ETH_ADDRESS) // 20_000_000_000_000_000n
 */
export function createSmallTaskCaps(
  reader: Pick<Reader, 'readContract'>,
  deployment: Pick<Deployment, 'addresses'>,
  now: () => number,
): SmallTaskCaps {
  const address = deployment.addresses.TaskMarketplace

  async function read(token: string): Promise<bigint> {
    try {
      const args = [token as Address] as const
      const call = { address, abi: taskMarketplaceAbi, functionName: 'tokenPolicy', args } as const
      return (await reader.readContract(call)).smallTaskCap
    } catch (error) {
      const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      throw new RetryableError(
        'TASK_CAP_UNKNOWN',
        `expected the marketplace's policy for ${token}, got: ${why}; check the chain's node`,
        { cause: error },
      )
    }
  }

  return memoize(read, { freshMs: FRESH_MS, now, staleOnError: true })
}
