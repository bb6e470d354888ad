import { z } from 'zod'

const job = z.strictObject({ jobId: z.uuid() })
const offer = z.strictObject({ offerId: z.uuid() })
const empty = z.strictObject({})

/**
 * Every queue and what its jobs carry. Payloads hold ids only: a handler reads the present state, so a job that runs late or twice
 * decides by what is true then.
 */
export const QUEUE_PAYLOADS = {
  /** A job's funding deadline passed. */
  'fund-timeout': job,
  /** Find a node for a QUEUED job. */
  match: job,
  /** An offer's deadline passed. */
  'offer-timeout': offer,
  /** An offer was accepted: assign it on chain. */
  assign: offer,
  /** An assigned attempt's result is due. */
  'execution-watch': offer,
  /** A result came in: check it and hand it to the chain. */
  verify: offer,
  /** A result was approved, or its challenge window ended. */
  settle: job,
  /** A job's assignment deadline passed: refund it if it waits for a node. */
  expire: job,
  /** Issue a proof-of-work challenge to a node. */
  'pow-challenge': z.strictObject({ nodeId: z.string().regex(/^0x[0-9a-f]{16}$/) }),
  /** Regular: due daily challenges, and open ones that have run out. */
  'pow-sweep': empty,
  /** Regular: jobs whose deadline passed unnoticed, and those that wait for a node. */
  'deadline-sweep': empty,
  /** Regular: nodes that have gone silent. */
  'heartbeat-sweep': empty,
  /** Regular: live price indices, and candles of the hours and days that are over. */
  'price-index': empty,
  /** Regular: counts supply, demand and headroom, raises and closes alerts. */
  capacity: empty,
  /** Regular: records bonus periods that are over, and what they come to. */
  'bonus-epoch': empty,
} as const

export type QueueName = keyof typeof QUEUE_PAYLOADS
export const QUEUE_NAMES = Object.keys(QUEUE_PAYLOADS) as QueueName[]

/** What a queue's handler gets. */
export type Payload<Q extends QueueName> = z.output<(typeof QUEUE_PAYLOADS)[Q]>
/** What may be enqueued. */
export type PayloadInput<Q extends QueueName> = z.input<(typeof QUEUE_PAYLOADS)[Q]>
