import { effectId, NotRetryableError } from '@aiigo/domain'
import { z } from 'zod'
import type { QueueDefinition } from './catalogue/defineQueue.js'
import type { Payload, PayloadInput } from './catalogue/queues.js'

/** Work for a queue; what storage's `enqueue` and a producer's `send` take. */
export interface QueueMessage {
  /** The effect's id: while the outbox or the queue still knows it, a second one is dropped. */
  id: string
  /** Name of a queue of the catalogue. */
  queue: string
  payload: unknown
  delayUntil?: Date | null | undefined
  /** Since when it is due, of one that comes late; its waiting is counted from there. */
  dueSince?: Date | undefined
  /** The trace that it carries on: W3C `traceparent`. */
  trace?: string | null | undefined
}

/**
 * Checks a payload against its queue's schema.
 * @throws NotRetryableError `BAD_PAYLOAD`
 */
export function parsePayload<Q extends QueueDefinition>(queue: Q, payload: unknown): Payload<Q> {
  const parsed = queue.payload.safeParse(payload)
  if (parsed.success) return parsed.data as Payload<Q>
  throw new NotRetryableError('BAD_PAYLOAD', `not a payload of queue ${queue.name}:\n${z.prettifyError(parsed.error)}`)
}

/**
 * Makes a message. Its id is that of the effect: queue, payload and the fields that distinguish this effect from the
 * next one like it.
 * @param distinguish parts that make the effect unique, for effects that happen to the same subject repeatedly
 * @example enqueue(em, message(queues.offerTimeout, { offerId }, { delayUntil: expiresAt }))
 */
export function message<Q extends QueueDefinition>(
  queue: Q,
  payload: PayloadInput<Q>,
  options: { delayUntil?: Date | null; distinguish?: readonly string[] } = {},
): QueueMessage {
  const parsed = parsePayload(queue, payload)
  const { delayUntil, distinguish = [] } = options
  return {
    id: effectId('queue', queue.name, JSON.stringify(parsed), ...distinguish),
    queue: queue.name,
    payload: parsed,
    ...(delayUntil ? { delayUntil } : {}),
  }
}
