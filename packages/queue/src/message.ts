import { effectId, NotRetryableError } from '@aiigo/domain'
import { z } from 'zod'
import { type Payload, type PayloadInput, QUEUE_PAYLOADS, type QueueName } from './payloads.js'

/** Work for a queue; what storage's `enqueue` and a producer's `send` take. */
export interface QueueMessage {
  /** The effect's id: while the queue still knows it, a second one is dropped. */
  id: string
  queue: string
  payload: unknown
  delayUntil?: Date | null | undefined
}

export function isQueueName(name: string): name is QueueName {
  return Object.hasOwn(QUEUE_PAYLOADS, name)
}

/**
 * Checks a payload against its queue's schema.
 * @throws NotRetryableError `BAD_PAYLOAD`, `UNKNOWN_QUEUE`
 */
export function parsePayload<Q extends QueueName>(queue: Q, payload: unknown): Payload<Q> {
  const schema = QUEUE_PAYLOADS[queue]
  if (!schema)
    throw new NotRetryableError(
      'UNKNOWN_QUEUE',
      `expected one of ${Object.keys(QUEUE_PAYLOADS).join(', ')}, got ${queue}`,
    )
  const parsed = schema.safeParse(payload)
  if (parsed.success) return parsed.data as Payload<Q>
  throw new NotRetryableError('BAD_PAYLOAD', `not a payload of queue ${queue}:\n${z.prettifyError(parsed.error)}`)
}

/**
 * Makes a message. Its id is that of the effect: queue, payload and whatever else tells this effect from the next one like it.
 * @param distinguish parts that make the effect unique, for effects that happen to the same subject repeatedly
 * @example enqueue(em, message('offer-timeout', { offerId }, { delayUntil: expiresAt }))
 */
export function message<Q extends QueueName>(
  queue: Q,
  payload: PayloadInput<Q>,
  options: { delayUntil?: Date | null; distinguish?: readonly string[] } = {},
): QueueMessage {
  const parsed = parsePayload(queue, payload)
  const { delayUntil, distinguish = [] } = options
  return {
    id: effectId('queue', queue, JSON.stringify(parsed), ...distinguish),
    queue,
    payload: parsed,
    ...(delayUntil ? { delayUntil } : {}),
  }
}
