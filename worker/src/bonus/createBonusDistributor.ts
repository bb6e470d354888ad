import { bonusDistributorAbi, type Deployment, protocolErrorsAbi, type Reader } from '@aiigo/chain'
import type { Abi, Hex } from 'viem'
import type { Call } from '../chain/createMarketplace.js'

/** The distributor's state that decides whether an epoch can be announced. Amounts in AIIGO base units. */
export interface DistributorState {
  lastEpoch: number
  /** Of the last epoch; null before the first. */
  lastRoot: Hex | null
  /** The most that one epoch may pay. */
  cap: bigint
  /** The highest total of the next epoch. */
  budget: bigint
  nextPostAt: Date
}

export interface BonusDistributor {
  state(): Promise<DistributorState>
  post(epoch: number, root: Hex, total: bigint): Call
}

/** The distributor on chain; null where none is deployed. */
export function createBonusDistributor(
  reader: Pick<Reader, 'readContract'>,
  { addresses: { BonusDistributor: address } }: Deployment,
): BonusDistributor | null {
  if (!address) return null
  const contract = { address, abi: bonusDistributorAbi } as const
  return {
    async state() {
      const [last, cap, budget, nextPostAt] = await Promise.all([
        reader.readContract({ ...contract, functionName: 'lastEpoch' }),
        reader.readContract({ ...contract, functionName: 'epochCap' }),
        reader.readContract({ ...contract, functionName: 'budget' }),
        reader.readContract({ ...contract, functionName: 'nextPostAt' }),
      ])
      const lastRoot =
        last === 0n ? null : (await reader.readContract({ ...contract, functionName: 'epochOf', args: [last] })).root
      return { lastEpoch: Number(last), lastRoot, cap, budget, nextPostAt: new Date(nextPostAt * 1_000) }
    },
    post: (epoch, root, total) => ({
      address,
      abi: [...bonusDistributorAbi, ...protocolErrorsAbi] as Abi,
      functionName: 'post',
      args: [BigInt(epoch), root, total],
    }),
  }
}
