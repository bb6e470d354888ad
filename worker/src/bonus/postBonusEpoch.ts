import { effectId } from '@aiigo/domain'
import { readBonusEpoch, type StoredEpoch } from '@aiigo/storage'
import type { Hex } from 'viem'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import type { DistributorState } from './createBonusDistributor.js'

/** Why an epoch stays here for now. */
type Kept = 'NUMBERS_DIFFER' | 'ABOVE_CAP' | 'ABOVE_BUDGET' | 'TOO_SOON'

export type PostOutcome = 'NO_DISTRIBUTOR' | 'NOTHING_TO_POST' | Kept | 'REFUSED' | 'POSTED'

const REASONS: Readonly<Record<Kept, string>> = {
  NUMBERS_DIFFER:
    'the chain’s last epoch is another than the one computed here; look at both before anything is announced',
  ABOVE_CAP: 'it comes to more than the distributor’s cap for one epoch',
  ABOVE_BUDGET: 'it comes to more than the distributor has left',
  TOO_SOON: 'the distributor takes the next epoch later',
}

/**
 * Announces the epoch that the distributor on chain expects next, if it was computed and the distributor can take it.
 * Otherwise says why; the epoch is kept, and the next run looks again. Run twice, it announces once.
 */
export async function postBonusEpoch({
  storage,
  distributor,
  writer,
  marketplace,
  log,
}: Pick<WorkerDeps, 'storage' | 'distributor' | 'writer' | 'marketplace' | 'log'>): Promise<PostOutcome> {
  if (!distributor) return 'NO_DISTRIBUTOR'
  const state = await distributor.state()
  const em = storage.fork()
  const [last, next, now] = await Promise.all([
    readBonusEpoch(em, state.lastEpoch),
    readBonusEpoch(storage.fork(), state.lastEpoch + 1),
    marketplace.now(),
  ])
  const kept = whyKept(state, last, next, now)
  const facts = { epoch: state.lastEpoch + 1, total: next?.total, ...state }
  if (kept) log[kept === 'TOO_SOON' ? 'info' : 'warn'](facts, `bonus epoch kept: ${REASONS[kept]}`)
  if (kept || !next) return kept ?? 'NOTHING_TO_POST'
  const { epoch, root, total } = next
  try {
    const call = distributor.post(epoch, root as Hex, total)
    const { hash } = await writer.send({
      id: effectId('chain', 'bonus-post', call.address.toLowerCase(), String(epoch), root),
      kind: 'postBonusEpoch',
      subject: String(epoch),
      call,
    })
    log.info({ epoch, root, total, hash }, 'bonus epoch announced')
    return 'POSTED'
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    log.warn({ ...facts, err: error }, 'bonus epoch kept: the distributor refuses it')
    return 'REFUSED'
  }
}

function whyKept(
  { lastEpoch, lastRoot, cap, budget, nextPostAt }: DistributorState,
  last: StoredEpoch | null,
  next: StoredEpoch | null,
  now: Date,
): Kept | null {
  if (lastEpoch > 0 && last?.root !== lastRoot) return 'NUMBERS_DIFFER'
  if (!next) return null
  if (next.total > cap) return 'ABOVE_CAP'
  if (next.total > budget) return 'ABOVE_BUDGET'
  return now < nextPostAt ? 'TOO_SOON' : null
}
