import type { EntityManager } from '../db/createStorage.js'
import { effectsOf } from '../db/inTransaction.js'

export interface OutboxMessage {
  /** The effect's id (`effectId` of the domain): writing it twice is writing it once. */
  id: string
  queue: string
  payload: unknown
  /** Not before this instant. */
  delayUntil?: Date | null | undefined
  /** Since when it is due, of one that the outbox hands over late; its waiting is counted from there. */
  dueSince?: Date | undefined
  /** The trace that it carries on: W3C `traceparent`. Written by `enqueue`; null without a trace. */
  trace?: string | null | undefined
}

/**
 * Writes work for a queue into the outbox, in the transaction of the state change it follows from, at its end.
 * @param em of `inTransaction`
 */
export function enqueue(em: EntityManager, ...messages: readonly OutboxMessage[]): void {
  effectsOf(em).message(...messages)
}
