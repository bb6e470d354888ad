import { type JobState, jobLifeCycle, jobTakenBack, topic } from '@aiigo/domain'
import type { EntityData } from '@mikro-orm/core'
import { changeRow } from '../db/changeRow.js'
import type { EntityManager } from '../db/createStorage.js'
import { effectsOf } from '../db/inTransaction.js'
import { appendEvent } from '../events/appendEvent.js'
import { Job } from './Job.js'
import { nameResult } from './nameFiles.js'

export interface JobMove {
  /** Other columns to set with the state. */
  set?: Omit<EntityData<Job>, 'id' | 'state' | 'updatedAt'>
  /** Why, in words for the buyer; also stored as the job's reason when given. */
  reason?: string | null
  /** Stable code that goes with the reason. */
  reasonCode?: string | null
  /** Whether the chain takes the job's end back, which is a life cycle of its own. */
  takenBack?: boolean
}

/**
 * The only way a job's state changes: asserts the transition, compares and sets, bumps `updatedAt`, and appends the
 * `job:<id>` event and a row of `transition` in the caller's transaction.
 * @param em of `inTransaction`
 * @param job as the caller knows it; its state is the one moved from
 * @returns the moved job, or null when it was in another state by now (another process moved it: do nothing)
 * @throws IllegalTransitionError
 */
export async function moveJob(
  em: EntityManager,
  job: { readonly id: string; readonly state: JobState },
  to: JobState,
  move: JobMove = {},
): Promise<Job | null> {
  const { takenBack = false } = move
  const lifeCycle = takenBack ? jobTakenBack : jobLifeCycle
  // The entity itself may be brought up to date.
  const { id, state: from } = job
  lifeCycle.assert(from, to)
  const { set = {}, reason, reasonCode } = move
  const moved = await changeRow(
    em,
    Job,
    { id, state: from },
    {
      ...set,
      ...(reason === undefined ? {} : { reason }),
      ...(reasonCode === undefined ? {} : { reasonCode }),
      state: to,
      updatedAt: new Date(),
    },
  )
  if (!moved) return null
  if (set.result !== undefined) await nameResult(em, id, set.result as Job['result'])
  effectsOf(em).move({ jobId: id, attemptId: null, from, to, reason: reason ?? null })
  announceJob(em, moved, reason ?? null)
  return moved
}

/** Appends an event of a job's present state. @param keyWanted see the topic's payload */
export function announceJob(em: EntityManager, job: Job, reason: string | null = null, keyWanted = false): void {
  appendEvent(em, topic('job', job.id) as `job:${string}`, {
    jobId: job.id,
    state: job.state,
    attempt: job.attempts,
    nodeId: job.nodeId ?? null,
    reason,
    ...(keyWanted ? { keyWanted } : {}),
    at: new Date().toISOString(),
  })
  if (job.groupId) tellGroup(em, job.groupId)
}

/**
 * Wakes those who follow a group, once for all its jobs that the transaction moves. Nothing is stored: they read the
 * jobs themselves.
 */
function tellGroup(em: EntityManager, groupId: string): void {
  effectsOf(em).topics.add(topic('group', groupId))
}
