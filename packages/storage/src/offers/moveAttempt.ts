import {
  type AttemptState,
  attemptLifeCycle,
  attemptTakenBack,
  OPEN_ATTEMPT_STATES,
  type TopicPayloads,
  topic,
} from '@aiigo/domain'
import { type EntityData, raw } from '@mikro-orm/core'
import { changeRow } from '../db/changeRow.js'
import type { EntityManager } from '../db/createStorage.js'
import { effectsOf } from '../db/inTransaction.js'
import { appendEvent } from '../events/appendEvent.js'
import { recordNodeChange } from '../nodes/nodeChanges.js'
import { Attempt } from './Attempt.js'
import { Reservation } from './Reservation.js'
import { recordOutcome } from './recordOutcome.js'

export interface AttemptMove {
  /** Other columns to set with the state. */
  set?: Omit<EntityData<Attempt>, 'id' | 'state' | 'endedAt' | 'deliveredAt' | 'reason'>
  reason?: string | null
  /** For ASSIGNED: when the result is due. */
  deadline?: Date
  /** Whether the chain takes the attempt's end back, which is a life cycle of its own. */
  takenBack?: boolean
}

type OfferKind = TopicPayloads['offers']['kind']

/** The states that are announced to a node's agent; the agent itself causes the others. */
const ANNOUNCED: Partial<Record<AttemptState, OfferKind>> = {
  OFFERED: 'OFFERED',
  ASSIGNED: 'ASSIGNED',
  OFFER_EXPIRED: 'WITHDRAWN',
  WITHDRAWN: 'WITHDRAWN',
  DECLINED: 'CLOSED',
  SUCCEEDED: 'CLOSED',
  RELEASED: 'CLOSED',
  TIMED_OUT: 'CLOSED',
  REJECTED: 'CLOSED',
}

/**
 * The only way an attempt's state changes: asserts the transition, compares and sets, gives the capacity reservation
 * back when the node has nothing more to run, remembers failures against the node, and appends the `offers:<nodeId>`
 * event and a row of `transition`, all in the caller's transaction. Acceptance has its own function, `acceptOffer`.
 * Locks the job's row before that of the attempt, so it never moves under a batch that holds the job.
 * @param em of `inTransaction`
 * @param attempt as the caller knows it; its state is the one moved from
 * @returns the moved attempt, or null when it was in another state by now
 * @throws IllegalTransitionError
 */
export async function moveAttempt(
  em: EntityManager,
  attempt: { readonly id: string; readonly state: AttemptState },
  to: AttemptState,
  move: AttemptMove = {},
): Promise<Attempt | null> {
  const { set = {}, reason, deadline, takenBack = false } = move
  const lifeCycle = takenBack ? attemptTakenBack : attemptLifeCycle
  // The entity itself may be brought up to date.
  const { id, state: from } = attempt
  lifeCycle.assert(from, to)
  const moved = await changeRow(
    em,
    Attempt,
    { id, state: from },
    {
      ...set,
      ...(reason === undefined ? {} : { reason }),
      ...(attemptLifeCycle.isFinal(to) ? { endedAt: new Date() } : {}),
      ...(takenBack ? { endedAt: null } : {}),
      ...(to === 'SUBMITTED' && !takenBack ? { deliveredAt: new Date() } : {}),
      state: to,
    },
    // The order of locks: the job, then its attempt.
    raw(`exists (select 1 from job where id = (select job_id from attempt where id = ?) for no key update)`, [id]),
  )
  if (!moved) return null
  effectsOf(em).move({ jobId: moved.jobId, attemptId: id, from, to, reason: reason ?? null })
  if (!holdsUnits(to)) {
    if (holdsUnits(from)) await em.nativeDelete(Reservation, { attemptId: id })
    await recordOutcome(em, moved)
    recordNodeChange(em)
  }
  const kind = ANNOUNCED[moved.state]
  if (kind) announceAttempt(em, moved, kind, deadline ?? moved.expiresAt)
  return moved
}

const holdsUnits = (state: AttemptState): boolean => (OPEN_ATTEMPT_STATES as readonly AttemptState[]).includes(state)

/** Appends the event of an attempt for a node's agent. */
export function announceAttempt(em: EntityManager, attempt: Attempt, kind: OfferKind, deadline: Date): void {
  appendEvent(em, topic('offers', attempt.nodeId) as `offers:${string}`, {
    kind,
    offerId: attempt.id,
    nodeId: attempt.nodeId,
    jobId: attempt.jobId,
    deadline: Math.floor(deadline.getTime() / 1000),
    reason: attempt.reason ?? null,
    at: new Date().toISOString(),
  })
}
