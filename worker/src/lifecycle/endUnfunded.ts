import { unfundedFrom } from '@aiigo/domain'
import { NOT_FUNDED as CODE, type Job, recordJobReason } from '@aiigo/storage'
import type { WorkerDeps } from '../WorkerDeps.js'
import { catchUp } from './catchUp.js'
import { type Following, followTask, type Standing } from './followTask.js'

/** A deposit that the chain does not show this long after the time to assign, by its own clock, is not coming back. */
const GONE_MS = 60_000

const NOT_FUNDED = {
  reasonCode: CODE,
  reason: 'the chain does not have the deposit, and the time to fund is over',
}

/**
 * Ends a job whose deposit the chain does not have and can't get any more, in whatever state the job is: the deposit
 * never came, or a reorganisation took it away. There is nothing to refund.
 * @returns the job as it was while the deposit may still come
 */
export async function endUnfunded(deps: WorkerDeps, standing: Standing): Promise<Standing> {
  const { job, task } = standing
  if (task.state !== 'NONE' || !(await isFundingOver(deps, job))) return standing
  if (job.state === 'FAILED') {
    // It had failed with a deposit, which a reorganisation has taken away since: no sweep looks for it any more.
    if (job.reasonCode !== CODE) await recordJobReason(deps.storage.fork(), job.id, NOT_FUNDED)
    return standing
  }
  const decide: Following['decide'] = (now, attempt) => {
    if (now.state === 'SUBMITTED') return [{ kind: 'job', to: 'TIMED_OUT', ...NOT_FUNDED }]
    // The same end as that of an expired task, without a refund.
    const steps = catchUp({ ...now, depositGone: false }, attempt, { ...task, state: 'EXPIRED' })
    // There was no refund. A later deposit counts as a deposit of an ended job.
    const fitting = steps.filter(({ kind }) => kind !== 'refunded')
    return fitting.map((step) => ('reason' in step && step.kind !== 'attempt' ? { ...step, ...NOT_FUNDED } : step))
  }
  const readBlock = await deps.marketplace.head()
  const ended = (await followTask(deps, job.id, task, { decide, readBlock })) ?? standing
  if (ended.job.state !== job.state)
    deps.log.info({ jobId: job.id, was: job.state, state: ended.job.state }, 'the job ended without funds')
  return ended
}

/**
 * No node works for a job that is SUBMITTED or QUEUED; any other waits until the chain that answers is certainly past
 * its time.
 */
async function isFundingOver(
  { marketplace }: Pick<WorkerDeps, 'marketplace'>,
  { state, fundBy, assignBy }: Pick<Job, 'state' | 'fundBy' | 'assignBy'>,
): Promise<boolean> {
  const isIdle = state === 'SUBMITTED' || state === 'QUEUED'
  if (isIdle && (await marketplace.now()) >= unfundedFrom(fundBy)) return true
  return (await marketplace.blockTime()).getTime() > assignBy.getTime() + GONE_MS
}
