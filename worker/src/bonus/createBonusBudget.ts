import type { Deployment, Reader } from '@aiigo/chain'
import { parseAbi } from 'viem'

const distributorAbi = parseAbi([
  'function budget() view returns (uint256)',
  'function epochCap() view returns (uint256)',
  'function lastEpoch() view returns (uint256)',
])

/** The budget of an epoch. AIIGO base units. */
export interface BonusBudget {
  /** The most for one epoch. */
  cap: bigint
  /** The budget for all epochs after `lastEpoch`. */
  available: bigint
  /** The chain's last epoch: those after it have not been announced yet. */
  lastEpoch: number
}

/**
 * Reads the budget of the distributor on chain; where none is deployed, the configured figure is the budget of every
 * epoch.
 * @param configured AIIGO base units; 0: no bonuses
 */
export function createBonusBudget(
  reader: Pick<Reader, 'readContract'>,
  { addresses: { BonusDistributor: address } }: Deployment,
  configured: bigint,
): () => Promise<BonusBudget> {
  return async () => {
    if (!address) return { cap: configured, available: configured, lastEpoch: Number.MAX_SAFE_INTEGER }
    const read = (functionName: 'budget' | 'epochCap' | 'lastEpoch'): Promise<bigint> =>
      reader.readContract({ address, abi: distributorAbi, functionName })
    const [available, cap, lastEpoch] = await Promise.all([read('budget'), read('epochCap'), read('lastEpoch')])
    return { cap, available, lastEpoch: Number(lastEpoch) }
  }
}
