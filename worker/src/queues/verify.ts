import type { Assignment } from '@aiigo/chain'
import { effectId, RetryableError } from '@aiigo/domain'
import type { Payload, queues } from '@aiigo/queue'
import { addLogContext } from '@aiigo/service'
import { Attempt, Job, loadRow, recordResultReason } from '@aiigo/storage'
import type { Hex } from 'viem'
import { assignmentToPass } from '../chain/knownTask.js'
import { recordedAssignment } from '../chain/recordedValues.js'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import { followMined } from '../lifecycle/followMined.js'
import { syncJob } from '../lifecycle/syncJob.js'
import { ResultMismatch } from '../verification/checkManifest.js'
import { checkResult } from '../verification/checkResult.js'
import { readable } from '../verification/readable.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/**
 * Checks a delivered result and hands it to the chain. A result that is not what was signed stays here: its attempt
 * ends as a missed deadline. Checks by another run begin once the chain has the result (`spotCheck`).
 */
export async function verify(deps: WorkerDeps, { offerId }: Payload<typeof queues.verify>): Promise<void> {
  const { storage, marketplace, writer, blobs, log } = deps
  const attempt = await loadRow(storage, Attempt, offerId)
  if (attempt) addLogContext({ jobId: attempt.jobId, taskId: attempt.taskId })
  if (attempt?.state !== 'SUBMITTED' || !attempt.submission || !attempt.number) return
  const { jobId, number } = attempt
  const { usage, resultHash, signature, manifestCid } = attempt.submission
  const known = await loadRow(storage, Job, jobId)
  const recorded = known && isRunning(known, attempt) ? recordedAssignment(known, attempt) : null
  const job = known && recorded ? known : await assignedJob()
  if (!job) return

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
      stopRequested: job.stopRequestedAt != null,
    }
    await checkResult(blobs, manifestCid, claimed, job.spec, attempt.provider, {
      domain: marketplace.domain,
      taskId: job.taskId,
    })
  } catch (error) {
    if (error instanceof ResultMismatch) await recordReason('RESULT_MISMATCH', error.message)
    else await recordReason('RESULT_UNAVAILABLE', error instanceof Error ? error.message : String(error))
    throw error
  }
  if (recorded) {
    try {
      return await deliver(job, attempt, recorded)
    } catch (error) {
      // A refusal of the chain is looked at closely.
      if (!(error instanceof TransactionRejected)) throw error
    }
    if (!(await assignedJob())) return
  }
  const current = await storage.fork().findOneOrFail(Attempt, { id: offerId })
  const assignment = await assignmentToPass(deps, job, current)
  if (assignment.nodeId !== attempt.nodeId || assignment.attempt !== number) return
  try {
    await deliver(job, current, assignment)
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    if (!(await assignedJob())) return
    const reason = `the chain refused the result: ${error.details}`
    await recordReason('RESULT_REFUSED', reason)
    // A result that it refuses now (usage above the time elapsed by its clock) it may take a moment later; past the
    // deadline the watch takes over.
    throw new RetryableError('RESULT_REFUSED', reason, { cause: error })
  }

  /** The job when the chain has the attempt, and no result of it. */
  async function assignedJob(): Promise<Job | null> {
    const standing = await syncJob(deps, jobId)
    const isWaiting = standing?.task.state === 'ASSIGNED' && standing.task.attempt === number
    return isWaiting ? standing.job : null
  }

  async function deliver(of: Job, by: Attempt, assignment: Assignment): Promise<void> {
    const call = marketplace.calls.submitResult(of.taskId as Hex, assignment, { usage, resultHash }, signature)
    const id = effectId('chain', 'submitResult', of.taskId, String(assignment.attempt))
    const mined = await writer.send({ id, kind: 'submitResult', subject: of.taskId, call })
    if (of.reasonCode) await recordReason(null, null)
    await followMined(deps, of, by, mined)
  }

  async function recordReason(reasonCode: string | null, words: string | null): Promise<void> {
    const reason = words && readable(words)
    if (reason) log.warn({ jobId, offerId, reasonCode, reason }, 'result not relayed')
    await recordResultReason(storage.fork(), jobId, { reasonCode, reason })
  }
}

/** Whether the record has the attempt as the one that the chain waits for. */
const isRunning = ({ state, attempts, settleAfter }: Job, { number }: Attempt): boolean =>
  state === 'VERIFYING' && attempts === number && !settleAfter
