import { postBonusEpoch } from '../bonus/postBonusEpoch.js'
import { recordBonusWeeks } from '../bonus/recordBonusWeeks.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Records bonus weeks that are over and announces the next epoch to the distributor on chain. */
export async function bonusEpoch(deps: WorkerDeps): Promise<void> {
  try {
    await recordBonusWeeks(deps)
  } finally {
    // An epoch computed before is announced even when the last week can't be recorded yet.
    await postBonusEpoch(deps)
  }
}
