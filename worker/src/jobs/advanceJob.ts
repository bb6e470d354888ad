import { effectId, RetryableError } from '@aiigo/domain'
import { Job, taskRequestFromJson } from '@aiigo/storage'
import type { Hex } from 'viem'
import type { Effect } from '../chain/createChainWriter.js'
import { TransactionRejected } from '../chain/TransactionRejected.js'
import { nextRelay } from '../decisions/nextRelay.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { endUnfunded, type Standing, syncJob } from './syncJob.js'

const INVALID_APPROVAL = new Set(['TaskMarketplace_WrongSignature', 'TaskMarketplace_WrongResult'])

/** A deposit that the chain does not show this long after the time to assign, by its own clock, is not coming back. */
const GONE_MS = 60_000
const isGone = (assignBy: Date, blockTime: Date): boolean => blockTime.getTime() > assignBy.getTime() + GONE_MS

/** A job moves a few times at most before it waits or ends. */
const MAX_ROUNDS = 4

/**
 * Catches up with the chain, sends what is due for the job's task (expire, reopen, settle, approve), and catches up again, until there
 * is nothing to do now. Serves every deadline; what to do is decided by the chain, not by which deadline rang.
 */
export async function advanceJob(deps: WorkerDeps, jobId: string): Promise<Standing | null> {
  let rejected: TransactionRejected | undefined
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const standing = await syncJob(deps, jobId)
    if (!standing) return null
    const { job, task } = standing
    if (task.state === 'NONE')
      return isGone(job.assignBy, await deps.marketplace.blockTime()) ? endUnfunded(deps, standing) : standing
    const relay = nextRelay(
      {
        assignBy: job.assignBy,
        workSeconds: job.workSeconds,
        windowSeconds: job.windowSeconds,
        approval: job.approval ?? null,
      },
      task,
      await deps.marketplace.now(),
    )
    if (relay.action === 'NONE' || relay.action === 'WAIT') return standing
    try {
      await deps.writer.send(effectOf(deps, standing, relay.action))
      rejected = undefined
    } catch (error) {
      if (!(error instanceof TransactionRejected)) throw error
      // Somebody was faster, or the chain's clock is behind ours: what is true now decides.
      deps.log.info({ jobId, action: relay.action, details: error.details }, 'the chain refused; reading again')
      if (relay.action === 'APPROVE' && INVALID_APPROVAL.has(error.errorName ?? '')) {
        // Void for good; the window settles it.
        await deps.storage.fork().nativeUpdate(Job, { id: jobId }, { approval: null })
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

function effectOf(
  { marketplace }: WorkerDeps,
  { job, task }: Standing,
  action: 'EXPIRE' | 'REOPEN' | 'SETTLE' | 'APPROVE',
): Effect {
  const request = taskRequestFromJson(job.request)
  const kind = action.toLowerCase() as 'expire' | 'reopen' | 'settle' | 'approve'
  const call =
    kind === 'approve'
      ? marketplace.calls.approve(request, job.approval?.resultHash as Hex, job.approval?.signature as Hex)
      : marketplace.calls.timed(kind, request)
  return { id: effectId('chain', kind, job.taskId, String(task.attempt)), kind, subject: job.taskId, call }
}
