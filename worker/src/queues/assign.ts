import { ASSIGNMENT_REFUSED, RetryableError } from '@aiigo/domain'
import { type Payload, queues } from '@aiigo/queue'
import { addLogContext } from '@aiigo/service'
import { Attempt, endOffer, giveUpEffect, inTransaction, Job, loadRow } from '@aiigo/storage'
import type { Mined } from '../chain/createChainWriter.js'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import { assignEffect } from '../lifecycle/assignEffect.js'
import { decideAssign } from '../lifecycle/decideAssign.js'
import { followMined } from '../lifecycle/followMined.js'
import { syncJob } from '../lifecycle/syncJob.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Brings an accepted offer to the chain; when the chain won't have it, the job goes on to the next node. */
export async function assign(deps: WorkerDeps, { offerId }: Payload<typeof queues.assign>): Promise<void> {
  const { storage, marketplace, writer, log } = deps
  const attempt = await loadRow(storage, Attempt, offerId)
  if (attempt) addLogContext({ jobId: attempt.jobId, taskId: attempt.taskId })
  if (attempt?.state !== 'ACCEPTED') return
  if (await assignAtOnce(deps, attempt)) return
  const standing = await syncJob(deps, attempt.jobId)
  if (!standing) return
  const { job, task } = standing
  const current = await storage.fork().findOneOrFail(Attempt, { id: offerId })
  const decision = decideAssign(
    {
      job: { state: job.state, nodeId: job.nodeId ?? null, assignBy: job.assignBy },
      attempt: {
        state: current.state,
        nodeId: current.nodeId,
        number: current.number ?? null,
        acceptance: current.acceptance ?? null,
      },
    },
    task,
    await marketplace.now(),
  )
  const effect = assignEffect(deps, job, current)
  if (decision.action === 'FOLLOW' || decision.action === 'NONE' || !effect) return
  // A pending transaction may still be mined: its outcome has to be known before the next node gets an offer.
  if (decision.action === 'WITHDRAW' && (await withdraw(decision.reasonCode, decision.reason))) return
  let mined: Mined
  try {
    mined = await writer.send(effect)
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    const after = await syncJob(deps, job.id)
    const refused = `the chain refused the assignment: ${error.details}`
    if (after?.task.state !== 'FUNDED' || (await withdraw(ASSIGNMENT_REFUSED, refused))) return
    // Another process has sent it again meanwhile.
    throw new RetryableError('ASSIGNMENT_UNDER_WAY', `${refused}; it is on its way again, and is waited for`)
  }
  await followMined(deps, job, current, mined)

  /** @returns false when the assignment may still be mined */
  async function withdraw(reasonCode: string, reason: string): Promise<boolean> {
    const end = { reason, reasonCode, jobReason: reason, matchQueue: queues.match.name }
    const isOver = await inTransaction(storage, async (em) => {
      // Another process may have gathered it: it must not send it afterwards.
      if (effect && !(await giveUpEffect(em, effect))) return false
      await endOffer(em, current, { to: 'WITHDRAWN', ...end })
      return true
    })
    if (isOver) log.info({ offerId, jobId: job.id, reasonCode, reason }, 'assignment withdrawn')
    return isOver
  }
}

/**
 * Relays an assignment that nothing of the record speaks against. The chain decides: what it refuses is looked at
 * closely.
 * @returns whether it is on chain
 */
async function assignAtOnce(deps: WorkerDeps, attempt: Attempt): Promise<boolean> {
  const { storage, marketplace, writer } = deps
  const job = await loadRow(storage, Job, attempt.jobId)
  const effect = job && assignEffect(deps, job, attempt)
  if (!effect || job.state !== 'MATCHED' || job.nodeId !== attempt.nodeId) return false
  const now = await marketplace.now()
  const expiry = attempt.acceptance?.expiry ?? 0
  if (attempt.number !== job.attempts + 1 || now > job.assignBy || now.getTime() > expiry * 1000) return false
  try {
    await followMined(deps, job, attempt, await writer.send(effect))
    return true
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    return false
  }
}
