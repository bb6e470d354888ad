import { setTimeout as sleep } from 'node:timers/promises'
import type { IndexedTask } from '@aiigo/chain'
import { jobLifeCycle, RetryableError, type TaskState, unfundedFrom } from '@aiigo/domain'
import { addLogContext } from '@aiigo/service'
import { Job, loadRow, recordFinality, recordPanel, type TaskFacts } from '@aiigo/storage'
import type { Hex } from 'viem'
import { dueOf } from '../chain/dueOf.js'
import { type DetailedTask, NO_VALUES, withDetails } from '../chain/knownTask.js'
import type { TaskOnChain } from '../chain/TaskOnChain.js'
import type { WorkerDeps } from '../WorkerDeps.js'
import { type AttemptView, catchUp, type JobView, type Step } from './catchUp.js'
import { agreeing, followTask, type Standing } from './followTask.js'
import { isEndIndexed } from './isEndIndexed.js'

const LAG_MS = 60_000
/** A look at an older block than the record's is repeated after so long, milliseconds. */
const AGAIN_MS = 300
const CANCELLED_UNFUNDED = {
  reasonCode: 'CANCELLED_BY_BUYER',
  reason: 'the buyer cancelled the task before it was funded',
}
const NO_END = { endedBlock: null, endTransaction: null } as const
const ENDS: readonly TaskOnChain['state'][] = ['SETTLED', 'RESOLVED', 'CANCELLED', 'EXPIRED']

/** Facts that the caller has read already. */
export interface AlreadyRead {
  /** The chain's head. */
  head: number
  /** The task as the subgraph has it. */
  indexed?: IndexedTask | undefined
}

/**
 * Reads a job's task from the chain and moves the job's record to the task's state. A second run changes nothing.
 * @returns null when there is no such job
 */
export async function syncJob(deps: WorkerDeps, jobId: string, read?: AlreadyRead): Promise<Standing | null> {
  const known = await loadRow(deps.storage, Job, jobId)
  if (!known) return null
  addLogContext({ jobId, taskId: known.taskId })
  const standing = await syncAt(deps, known, read)
  if (standing) return standing
  // Another look has moved the record by a later block meanwhile, or the node that answers now lags by a block.
  await sleep(AGAIN_MS)
  const again = await deps.storage.fork().findOneOrFail(Job, { id: jobId })
  // A chain that is still shorter has lost blocks.
  return syncAt(deps, again, undefined, true)
}

/** @returns null when the record has been moved by a later block than the one that was read */
async function syncAt(
  deps: WorkerDeps,
  known: Job,
  read: AlreadyRead | undefined,
  acceptsOlder = false,
): Promise<Standing | null> {
  const jobId = known.id
  // Of one block, so that the end of a job is in this block or an earlier one.
  const head = read?.head ?? (await deps.marketplace.head())
  const { task, values } = await readTask(deps, known, head, read?.indexed)
  // A lagging chain node is no reorganisation: its head is below the block in which the job ended.
  const isProvisional = ({ final, endedBlock, endedAt }: Job): boolean =>
    !final && (head >= (endedBlock ?? 0) || Date.now() - (endedAt?.getTime() ?? 0) > LAG_MS)
  // Clients query the task right after the event of its end, and the API answers from the subgraph.
  const isIndexed = async (): Promise<boolean> =>
    read?.indexed?.state === task.state || isEndIndexed(deps, known.taskId as Hex, task.state as TaskState)
  const waits = isNewEnd(known, task) && !(await isIndexed())
  const isVoid =
    waits &&
    isCancelledUnfunded(known, task) &&
    (await deps.marketplace.now()) >= unfundedFrom(known.fundBy) &&
    (await deps.tasks.find(known.taskId)) === null
  const decide = (job: JobView, attempt: AttemptView | null): Step[] => {
    if (isVoid && job.state === 'SUBMITTED') return [{ kind: 'job', to: 'CANCELLED', ...CANCELLED_UNFUNDED }]
    if (isVoid) return withoutRefund(catchUp(job, attempt, task))
    return waits ? [] : catchUp(job, attempt, task)
  }
  const facts = (job: Job): TaskFacts => (isEndLost(job, task, head) ? NO_END : {})
  const following = { decide, isProvisional, values, facts, acceptsOlder, readBlock: head }
  // Most looks find nothing to do; they take no lock.
  const standing = (await agreeing(deps, jobId, task, following)) ?? (await followTask(deps, jobId, task, following))
  if (!standing) return null
  if (task.state === 'DISPUTED' || task.state === 'RESOLVED') await followDispute(deps, known)
  if (isEnded(standing)) await recordFinality(deps.storage.fork(), standing.job, head, deps.settings.confirmations)
  return standing
}

/** Records the panel and the phase of its votes: draws and votes are no events of the task. */
async function followDispute({ marketplace, storage }: WorkerDeps, { id, taskId }: Job): Promise<void> {
  const dispute = await marketplace.dispute(taskId as Hex)
  if (dispute) await recordPanel(storage, id, dispute)
}

function isNewEnd({ state, refunded }: Job, task: TaskOnChain): boolean {
  return ENDS.includes(task.state) && state !== 'PAID' && state !== 'REFUNDED' && !refunded
}

/**
 * Whether the buyer may have cancelled a request that never had a deposit: the chain takes none then, and the subgraph
 * has no task to wait for. Once the time to fund is over it would know a deposit that came.
 */
function isCancelledUnfunded({ state }: Job, task: TaskOnChain): boolean {
  return !jobLifeCycle.isFinal(state) && task.state === 'CANCELLED' && task.attempt === 0
}

/** Steps of a job whose deposit never was, or that a reorganisation has put behind the buyer's cancellation. */
function withoutRefund(steps: readonly Step[]): Step[] {
  const kept = steps.filter(({ kind }) => kind !== 'refunded')
  return kept.map((step) =>
    step.kind === 'job' || step.kind === 'requeue' ? { ...step, ...CANCELLED_UNFUNDED } : step,
  )
}

/** Whether the chain has lost a settlement of ours that was noted, and that the job has not followed yet. */
function isEndLost({ state, endedBlock }: Job, task: TaskOnChain, head: number): boolean {
  return state === 'VERIFYING' && endedBlock != null && endedBlock <= head && !ENDS.includes(task.state)
}

/** Whether the end of the job is on chain and not recorded as final yet. */
function isEnded({ job, task }: Standing): boolean {
  return !job.final && (job.refunded || job.state === 'PAID' || job.state === 'REFUNDED') && ENDS.includes(task.state)
}

/** After a reorganisation a result may be in another block, with another window. */
function isWindowKnown({ settleAfter, windowSeconds }: Job, { state, since }: TaskOnChain): boolean {
  if (!settleAfter) return false
  return state !== 'SUBMITTED' || settleAfter.getTime() === since.getTime() + windowSeconds * 1000
}

/** Whether the record has the deadline that the assignment alone gives. */
function isDueAsAssigned(job: Job, { since }: TaskOnChain): boolean {
  return !job.dueAt || job.dueAt.getTime() === dueOf({ since }, job, null).getTime()
}

/**
 * The task as the contract keeps it, completed by the subgraph where catching up needs more than that. A subgraph that
 * is behind, or away, only delays the step that needs it: the step is taken when `chain-sync` hears of the task, or at
 * the job's next deadline.
 */
async function readTask(deps: WorkerDeps, job: Job, head: number, read?: IndexedTask): Promise<DetailedTask> {
  const taskId = job.taskId as Hex
  const task = await deps.marketplace.task(taskId, head)
  const delivered = task.state === 'SUBMITTED' || task.state === 'DISPUTED'
  // The subgraph may show an extension, or the lack of one that a reorganisation took out.
  const mayBeExtended = read?.state === task.state && (delivered || task.state === 'ASSIGNED')
  // The record has an extension, which a reorganisation may have taken out.
  const isMoved = task.state === 'ASSIGNED' && job.state !== 'MATCHED' && !isDueAsAssigned(job, task)
  const needed =
    isMoved ||
    (task.attempt > 0 && job.state === 'MATCHED') ||
    (delivered && !isWindowKnown(job, task)) ||
    mayBeExtended
  if (!needed) return { task, values: { ...NO_VALUES, terms: read?.terms ?? null } }
  try {
    const indexed = read ?? (await deps.tasks.find(taskId))
    return indexed ? await withDetails(deps, task, indexed) : { task, values: NO_VALUES }
  } catch (error) {
    if (!(error instanceof RetryableError)) throw error
    deps.log.warn({ err: error, jobId: job.id }, 'the subgraph could not be asked about a task')
    return { task, values: NO_VALUES }
  }
}
