import { inTransaction, readBonusEpochs, readBonusProofs, type Storage, setReferrer } from '@aiigo/storage'
import { apiError } from '../../graphql/apiError.js'
import type { Viewer } from '../../graphql/context.js'
import type { BonusEpoch, BonusProof, SetReferrerPayload } from './bonus.type.js'

const MAX_FIRST = 100

export type BonusService = ReturnType<typeof createBonusService>

/** The bonuses of providers. */
export function createBonusService({ storage }: { storage: Storage }) {
  const bounded = (first: number): number => {
    if (first < 1 || first > MAX_FIRST) {
      throw apiError('BAD_USER_INPUT', `expected first from 1 to ${MAX_FIRST}, got ${first}`)
    }
    return first
  }
  return {
    async proofs(account: string, first: number): Promise<BonusProof[]> {
      const proofs = await readBonusProofs(storage.fork(), account, bounded(first))
      return proofs.map(({ parts, amount, ...proof }) => ({
        ...proof,
        amount,
        referral: parts.REFERRAL,
        uptime: parts.UPTIME,
        performance: parts.PERFORMANCE,
      }))
    },

    async epochs(first: number): Promise<BonusEpoch[]> {
      const epochs = await readBonusEpochs(storage.fork(), bounded(first))
      return epochs.map(({ shares, budget, total, ...epoch }) => ({
        ...epoch,
        budget,
        total,
        shares: { referral: shares.REFERRAL, uptime: shares.UPTIME, performance: shares.PERFORMANCE },
      }))
    },

    async setReferrer({ address }: Viewer, referrer: string): Promise<SetReferrerPayload> {
      const problem = await inTransaction(storage, (em) => setReferrer(em, address, referrer))
      return { referrer: problem ? null : referrer, userErrors: problem ? [problem] : [] }
    },
  }
}
