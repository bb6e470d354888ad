import { effectId } from '@aiigo/domain'
import { type Job, needStandings, taskRequestOf, voidFundingSignature } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { Mined } from '../chain/createChainWriter.js'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Funds a job, once its needs are met, out of its buyer's balance in the escrow, when the buyer has signed the request
 * for that. A request that the contract refuses is void: the buyer reads why, and signs again or pays another way.
 * @returns the transaction; FUNDED when the chain had the deposit already; null while it has none
 */
export async function fundFromBalance(
  { marketplace, storage, writer, log }: WorkerDeps,
  job: Job,
): Promise<Mined | 'FUNDED' | null> {
  const { fundingSignature: signature } = job
  if (!signature || job.state !== 'SUBMITTED') return null
  if ((await marketplace.now()) > job.fundBy) return null
  if ((await needStandings(storage.fork(), [job])).get(job.id)?.kind !== 'MET') return null
  try {
    return await writer.send({
      id: effectId('chain', 'submitSignedRequest', job.taskId, signature),
      kind: 'submitSignedRequest',
      subject: job.taskId,
      call: marketplace.calls.submitSignedRequest(taskRequestOf(job), signature as Hex),
    })
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    // Paid another way meanwhile.
    if ((await marketplace.task(job.taskId as Hex)).state !== 'NONE') return 'FUNDED'
    const reason = `the chain did not take the deposit out of the balance: ${error.details}`
    await voidFundingSignature(storage.fork(), job.id, signature, reason)
    log.info({ jobId: job.id, details: error.details }, 'funding from the balance was refused')
    return null
  }
}
