import type { AdvanceCause } from '@aiigo/queue'
import { Attempt, Job, loadRow, loadRows } from '@aiigo/storage'
import { recordedSubmission } from '../chain/recordedValues.js'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { approveEffect } from './approveEffect.js'
import { followMined } from './followMined.js'
import { fundFromBalance } from './fundFromBalance.js'

/**
 * Sends what the buyer has just signed, when nothing of the record speaks against it: the request that pays out of the
 * balance, or the approval. The chain decides: what it refuses is looked at closely.
 * @returns whether it is on chain, and the record has followed
 */
export async function takeSignedStep(deps: WorkerDeps, jobId: string, cause: AdvanceCause): Promise<boolean> {
  if (cause !== 'FUNDED_FROM_BALANCE' && cause !== 'APPROVED') return false
  const job = await loadRow(deps.storage, Job, jobId)
  if (!job) return false
  return cause === 'APPROVED' ? approve(deps, job) : fund(deps, job)
}

async function fund(deps: WorkerDeps, job: Job): Promise<boolean> {
  const mined = await fundFromBalance(deps, job)
  if (mined === null || mined === 'FUNDED') return false
  await followMined(deps, job, null, mined)
  return true
}

async function approve(deps: WorkerDeps, job: Job): Promise<boolean> {
  const { storage, marketplace, writer } = deps
  const { state, approval, attempts, settleAfter } = job
  if (state !== 'VERIFYING' || approval?.attempt !== attempts || !settleAfter) return false
  if ((await marketplace.now()) >= settleAfter) return false
  const tried = await loadRows(storage, Attempt, 'jobId', job.id)
  const attempt = tried.find(({ number, state: at }) => number === attempts && at === 'SUBMITTED')
  const submission = attempt && recordedSubmission(job, attempt)
  if (!submission) return false
  try {
    await followMined(deps, job, attempt, await writer.send(approveEffect(deps, job, submission)))
    return true
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    return false
  }
}
