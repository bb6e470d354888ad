import { effectId, ON_CHAIN_ATTEMPT_STATES, RetryableError } from '@aiigo/domain'
import { taskRequestOf, voidApproval } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { Effect } from '../chain/createChainWriter.js'
import type { Call } from '../chain/createMarketplace.js'
import { extendedTo } from '../chain/dueOf.js'
import { assignmentToPass, submissionToPass } from '../chain/knownTask.js'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { approveEffect } from './approveEffect.js'
import { assignEffect } from './assignEffect.js'
import { endByNeed } from './endByNeed.js'
import { endUnfunded } from './endUnfunded.js'
import type { Standing } from './followTask.js'
import { fundFromBalance } from './fundFromBalance.js'
import { holdPenalty } from './holdPenalty.js'
import { nextRelay, type Relay } from './nextRelay.js'
import { syncJob } from './syncJob.js'

const INVALID_APPROVAL = 'TaskMarketplace_WrongSignature'

type Action = Exclude<Relay['action'], 'NONE' | 'WAIT'>

/** A job moves a few times at most before it waits or ends. */
const MAX_ROUNDS = 4

/**
 * Catches up with the chain, sends what is due for the job's task (funding, expiry, reopening, settlement, approval,
 * ruling), and catches up again, until nothing is due now. The state of job and task decides what is due; the cause of
 * the call does not.
 * @returns null when there is no such job
 */
export async function advanceJob(deps: WorkerDeps, jobId: string): Promise<Standing | null> {
  let rejected: TransactionRejected | undefined
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const standing = await syncJob(deps, jobId)
    if (!standing) return null
    const { job, task } = standing
    if (task.state === 'NONE') {
      if (await endByNeed(deps, job)) return syncJob(deps, jobId)
      if (await fundFromBalance(deps, job)) continue
      return endUnfunded(deps, standing)
    }
    if (await reassign(deps, standing)) continue
    const relay = nextRelay(
      {
        assignBy: job.assignBy,
        workSeconds: job.workSeconds,
        extendedTo: standing.attempt?.number === task.attempt ? extendedTo(standing.attempt) : null,
        windowSeconds: job.windowSeconds,
        approval: job.approval ?? null,
        dispute: task.state === 'DISPUTED' ? await deps.marketplace.dispute(job.taskId as Hex) : null,
      },
      task,
      await deps.marketplace.now(),
    )
    if (relay.action === 'NONE' || relay.action === 'WAIT') return standing
    const penalises = relay.action === 'REOPEN' || relay.action === 'EXPIRE_OVERDUE'
    if (penalises && (await holdPenalty(deps, standing))) return standing
    try {
      await deps.writer.send(await effectOf(deps, standing, relay.action))
      rejected = undefined
    } catch (error) {
      if (!(error instanceof TransactionRejected)) throw error
      // Another account was faster, or the chain's clock is behind ours: the present state decides.
      deps.log.info({ jobId, action: relay.action, details: error.details }, 'the chain refused; reading again')
      if (relay.action === 'APPROVE' && error.errorName === INVALID_APPROVAL) {
        // Void for good; the window settles it.
        if (job.approval) await voidApproval(deps.storage.fork(), jobId, job.approval.signature)
        continue
      }
      rejected = error
      break
    }
  }
  if (rejected) {
    const standing = await syncJob(deps, jobId)
    throw new RetryableError('REFUSED_FOR_NOW', `${rejected.message}; it is tried again`, {
      cause: standing ? rejected : undefined,
    })
  }
  return syncJob(deps, jobId)
}

/**
 * Relays the assignment of a running attempt again, which a reorganisation took out of the chain: its node works for
 * it, or has delivered.
 * @returns whether the chain has it now
 */
async function reassign(deps: WorkerDeps, { job, attempt, task }: Standing): Promise<boolean> {
  const { marketplace, writer, log } = deps
  if (task.state !== 'FUNDED' || !attempt?.acceptance || attempt.number !== task.attempt + 1) return false
  if (!ON_CHAIN_ATTEMPT_STATES.includes(attempt.state)) return false
  const now = await marketplace.now()
  const effect = assignEffect(deps, job, attempt)
  if (!effect || now > job.assignBy || now.getTime() > attempt.acceptance.expiry * 1000) return false
  try {
    await writer.send(effect)
    return true
  } catch (error) {
    if (!(error instanceof TransactionRejected)) throw error
    log.warn({ jobId: job.id, details: error.details }, 'the chain does not take a lost assignment again')
    return false
  }
}

async function effectOf(deps: WorkerDeps, { job, attempt, task }: Standing, action: Action): Promise<Effect> {
  const { calls } = deps.marketplace
  const taskId = job.taskId as Hex
  const effect = (kind: string, call: Call, ...parts: string[]): Effect => {
    return { id: effectId('chain', kind, taskId, String(task.attempt), ...parts), kind, subject: taskId, call }
  }
  switch (action) {
    case 'EXPIRE':
      return effect('expire', calls.expire(taskRequestOf(job)))
    case 'EXPIRE_OVERDUE':
      return effect('expireOverdue', calls.overdue('expireOverdue', taskId, await assignmentToPass(deps, job, attempt)))
    case 'REOPEN':
      return effect('reopen', calls.overdue('reopen', taskId, await assignmentToPass(deps, job, attempt)))
    case 'SETTLE':
      return effect('settle', calls.settle(taskId, await submissionToPass(deps, job, attempt)))
    case 'APPROVE': {
      return approveEffect(deps, job, await submissionToPass(deps, job, attempt))
    }
    case 'DRAW': {
      // Of a draw that came too late there is another one, by another block.
      const drawBlock = (await deps.marketplace.dispute(taskId))?.drawBlock
      return effect('draw', calls.draw(taskId), String(drawBlock))
    }
    case 'RESOLVE':
      return effect('resolve', calls.resolve(taskId, await submissionToPass(deps, job, attempt)))
  }
}
