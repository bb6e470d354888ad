import { effectId, RetryableError } from '@aiigo/domain'
import type { Payload, queues } from '@aiigo/queue'
import { Attempt, recordResultReason } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { Mined } from '../chain/createChainWriter.js'
import { assignmentToPass } from '../chain/knownTask.js'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import { followMined } from '../lifecycle/followMined.js'
import { syncJob } from '../lifecycle/syncJob.js'
import { ResultMismatch } from '../verification/checkManifest.js'
import { checkResult } from '../verification/checkResult.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Characters. */
const MAX_REASON = 1_000

/**
 * Checks a delivered result and hands it to the chain. A result that is not what was signed stays here: its attempt
 * ends as a missed deadline. (Verification modes beyond NONE will hang in before the relay.)
 */
export async function verify(deps: WorkerDeps, { offerId }: Payload<typeof queues.verify>): Promise<void> {
  const { storage, marketplace, writer, blobs, log } = deps
  const attempt = await storage.fork().findOne(Attempt, { id: offerId })
  if (attempt?.state !== 'SUBMITTED' || !attempt.submission || !attempt.number) return
  const standing = await syncJob(deps, attempt.jobId)
  if (!standing) return
  const { job, task } = standing
  if (task.state !== 'ASSIGNED' || task.attempt !== attempt.number) return
  const { usage, resultHash, signature, manifestCid } = attempt.submission

  try {
    const outputs = job.result?.outputs ?? []
    const claimed = {
      jobId: job.id,
      attempt: attempt.number,
      nodeId: attempt.nodeId,
      resultHash,
      usage: usage.toString(),
      exitCode: job.result?.exitCode ?? 0,
      outputs,
      logLines: attempt.logLines,
    }
    await checkResult(blobs, manifestCid, claimed, job.spec, attempt.provider)
  } catch (error) {
    if (error instanceof ResultMismatch) await recordReason('RESULT_MISMATCH', error.message)
    else await recordReason('RESULT_UNAVAILABLE', error instanceof Error ? error.message : String(error))
    throw error
  }
  const current = await storage.fork().findOneOrFail(Attempt, { id: offerId })
  const assignment = await assignmentToPass(deps, job, current)
  if (assignment.nodeId !== attempt.nodeId || assignment.attempt !== attempt.number) return
  let mined: Mined
  try {
    mined = await writer.send({
      id: effectId('chain', 'submitResult', job.taskId, String(attempt.number)),
      kind: 'submitResult',
      subject: job.taskId,
      call: marketplace.calls.submitResult(job.taskId as Hex, assignment, { usage, resultHash }, signature),
    })
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    const after = await syncJob(deps, job.id)
    if (after?.task.state !== 'ASSIGNED') return
    const reason = `the chain refused the result: ${error.details}`
    await recordReason('RESULT_REFUSED', reason)
    // A result that it refuses now (usage above the time elapsed by its clock) it may take a moment later; past the
    // deadline the watch takes over.
    throw new RetryableError('RESULT_REFUSED', reason, { cause: error })
  }
  await recordReason(null, null)
  await followMined(deps, job, current, mined)

  async function recordReason(reasonCode: string | null, words: string | null): Promise<void> {
    const reason = words && readable(words)
    if (reason) log.warn({ jobId: job.id, offerId, reasonCode, reason }, 'result not relayed')
    await recordResultReason(storage.fork(), job.id, { reasonCode, reason })
  }
}

/** Words that quote what a provider wrote: of bounded length, and without what PostgreSQL's text can't hold. */
function readable(words: string): string {
  const text = words.length > MAX_REASON ? `${words.slice(0, MAX_REASON)}…` : words
  return text.replaceAll('\0', '\u{fffd}').toWellFormed()
}
