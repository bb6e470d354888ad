import { z } from 'zod'

/** The definition of a queue, shared by enqueuers and consumers. */
export interface QueueDefinition<Name extends string = string, Schema extends z.ZodType = z.ZodType> {
  /** Unique; BullMQ's name of the queue and the value of `outbox.queue`. */
  readonly name: Name
  /** The task of a queue job, in one sentence; `docs/queues.md` prints it. */
  readonly description: string
  /** The payload: ids only, because a handler reads the present state. */
  readonly payload: Schema
  /** Jobs that one process runs at a time. */
  readonly concurrency: number
  /** Tries of a job whose failures are retryable, the first one included. */
  readonly tries: number
  /** Wait before the second try, milliseconds; it doubles with every further try. */
  readonly firstBackoffMs: number
  /** Interval of a regular queue, milliseconds; null when jobs come from enqueuers only. */
  readonly everyMs: number | null
  /** Its handler sends transactions: of several workers the leading one alone runs it. */
  readonly sends: boolean
}

export const EMPTY_PAYLOAD = z.strictObject({})

/** A queue whose jobs are asked for by the worker's schedule loop. */
export type RegularQueue<Name extends string = string> = QueueDefinition<Name, typeof EMPTY_PAYLOAD> & {
  readonly everyMs: number
}

/** The last of ten tries comes about four minutes after the first. */
const DEFAULTS = { concurrency: 8, tries: 10, firstBackoffMs: 500, everyMs: null, sends: false }

/** The next regular job is the next try, and two at a time would do the same work. */
const REGULAR = { concurrency: 1, tries: 1, firstBackoffMs: 0, payload: EMPTY_PAYLOAD }

interface Described<Name extends string> {
  name: Name
  description: string
}

type Sends = Partial<Pick<QueueDefinition, 'sends'>>
type Tuning = Sends & Partial<Pick<QueueDefinition, 'concurrency' | 'tries' | 'firstBackoffMs'>>

/**
 * Defines a queue: the one place with its name, payload, interval, concurrency and retries.
 * @example defineQueue({ name: 'match', description: 'Searches a node.', payload: z.strictObject({ jobId: z.uuid() })
 * })
 * @example defineQueue({ name: 'pow-sweep', description: 'Ends challenges that ran out.', everyMs: 15_000 })
 */
export function defineQueue<Name extends string>(
  definition: Described<Name> & { everyMs: number } & Sends,
): RegularQueue<Name>
export function defineQueue<Name extends string, Schema extends z.ZodType>(
  definition: Described<Name> & { payload: Schema } & Tuning,
): QueueDefinition<Name, Schema>
export function defineQueue(definition: Described<string> & Partial<QueueDefinition>): QueueDefinition {
  return Object.freeze({ payload: EMPTY_PAYLOAD, ...DEFAULTS, ...(definition.everyMs ? REGULAR : {}), ...definition })
}
