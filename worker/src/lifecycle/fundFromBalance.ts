import { effectId } from '@aiigo/domain'
import { type Job, taskRequestOf, voidFundingSignature } from '@aiigo/storage'
import type { Hex } from 'viem'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Funds a job out of its buyer's balance in the escrow, when the buyer has signed the request for that. A request that
 * the contract refuses is void: the buyer reads why, and signs again or pays another way.
 * @returns whether the deposit is on chain now
 */
export async function fundFromBalance({ marketplace, storage, writer, log }: WorkerDeps, job: Job): Promise<boolean> {
  const { fundingSignature: signature } = job
  if (!signature || job.state !== 'SUBMITTED') return false
  if ((await marketplace.now()) > job.fundBy) return false
  try {
    await writer.send({
      id: effectId('chain', 'submitSignedRequest', job.taskId, signature),
      kind: 'submitSignedRequest',
      subject: job.taskId,
      call: marketplace.calls.submitSignedRequest(taskRequestOf(job), signature as Hex),
    })
    return true
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    // Paid another way meanwhile.
    if ((await marketplace.task(job.taskId as Hex)).state !== 'NONE') return true
    const reason = `the chain did not take the deposit out of the balance: ${error.details}`
    await voidFundingSignature(storage.fork(), job.id, signature, reason)
    log.info({ jobId: job.id, details: error.details }, 'funding from the balance was refused')
    return false
  }
}
