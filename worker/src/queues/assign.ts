import { ASSIGNMENT_REFUSED, effectId } from '@aiigo/domain'
import { type Payload, queues } from '@aiigo/queue'
import { Attempt, endOffer, inTransaction, taskRequestOf } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { Mined } from '../chain/createChainWriter.js'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import { decideAssign } from '../lifecycle/decideAssign.js'
import { followMined } from '../lifecycle/followMined.js'
import { syncJob } from '../lifecycle/syncJob.js'
import type { WorkerDeps } from '../WorkerDeps.js'

/** Brings an accepted offer to the chain; when the chain won't have it, the job goes on to the next node. */
export async function assign(deps: WorkerDeps, { offerId }: Payload<typeof queues.assign>): Promise<void> {
  const { storage, marketplace, writer, log } = deps
  const attempt = await storage.fork().findOne(Attempt, { id: offerId })
  if (attempt?.state !== 'ACCEPTED') return
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
  const effect = effectId('chain', 'assign', offerId)
  // A pending transaction may still be mined: its outcome has to be known before the next node gets an offer.
  if (decision.action === 'WITHDRAW' && !(await writer.isUnderWay(effect))) {
    return withdraw(decision.reasonCode, decision.reason)
  }
  if (decision.action === 'FOLLOW' || decision.action === 'NONE' || !current.acceptance || !current.number) return
  const { expiry, signature } = current.acceptance
  const acceptance = { nodeId: current.nodeId as Hex, rate: current.rate, expiry }
  let mined: Mined
  try {
    mined = await writer.send({
      id: effect,
      kind: 'assign',
      subject: job.taskId,
      call: marketplace.calls.assign(taskRequestOf(job), acceptance, signature),
    })
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    const after = await syncJob(deps, job.id)
    if (after?.task.state === 'FUNDED')
      await withdraw(ASSIGNMENT_REFUSED, `the chain refused the assignment: ${error.details}`)
    return
  }
  await followMined(deps, job, current, mined)

  async function withdraw(reasonCode: string, reason: string): Promise<void> {
    await inTransaction(storage, (em) =>
      endOffer(em, current, {
        to: 'WITHDRAWN',
        reason,
        reasonCode,
        jobReason: reason,
        matchQueue: queues.match.name,
      }),
    )
    log.info({ offerId, jobId: job.id, reasonCode, reason }, 'assignment withdrawn')
  }
}
