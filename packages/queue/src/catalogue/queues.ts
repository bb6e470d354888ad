import { z } from 'zod'
import { ADVANCE_CAUSE_NAMES } from './advanceCauses.js'
import { defineQueue, type QueueDefinition, type RegularQueue } from './defineQueue.js'

const job = z.strictObject({ jobId: z.uuid() })
const offer = z.strictObject({ offerId: z.uuid() })

/**
 * The catalogue of queues. Enqueuers and consumers take definitions from here; no other source names a queue
 * (`queueNames.test.ts`). Payloads hold ids only: a handler reads the present state, so a job that runs late or twice
 * decides by what is true then.
 */
export const queues = {
  advance: defineQueue({
    name: 'advance',
    description: 'Catches a job up with its task on chain and sends the transaction that is due, if one is.',
    payload: job.extend({ cause: z.enum(ADVANCE_CAUSE_NAMES) }),
    // Most of the time a handler waits for a block.
    concurrency: 64,
    sends: true,
  }),
  needs: defineQueue({
    name: 'job-needs',
    description:
      'Looks at the jobs that need a job which has delivered or ended: funds those whose needs are met, ends those of which one failed.',
    payload: job,
  }),
  match: defineQueue({
    name: 'match',
    description: 'Searches nodes for a QUEUED job and offers it to them.',
    payload: job,
    // Jobs that wait together are searched for in one batch.
    concurrency: 64,
  }),
  offerTimeout: defineQueue({
    name: 'offer-timeout',
    description: 'Ends offers that nobody answered in time.',
    payload: offer,
  }),
  assign: defineQueue({
    name: 'assign-task',
    description: 'Relays the assignment of an accepted offer to the chain.',
    payload: offer,
    // Steps that wait together go to the chain in one transaction.
    concurrency: 64,
    sends: true,
  }),
  verify: defineQueue({
    name: 'verify',
    description: 'Checks the files of a delivered result and relays the result to the chain.',
    payload: offer,
    concurrency: 64,
    sends: true,
  }),
  spotCheck: defineQueue({
    name: 'spot-check',
    description:
      'Draws whether a result is checked by another run, finds a platform node for it, and compares it, or replicas.',
    payload: offer,
    concurrency: 16,
  }),
  powChallenge: defineQueue({
    name: 'pow-challenge',
    description: 'Issues a proof-of-work challenge to a node and starts it.',
    payload: z.strictObject({ nodeId: z.string().regex(/^0x[0-9a-f]{16}$/) }),
    sends: true,
  }),
  slaSweep: defineQueue({
    name: 'sla-sweep',
    description: 'Suspends partners whose nodes were up less than their bonds commit to.',
    everyMs: 3_600_000,
    sends: true,
  }),
  powSweep: defineQueue({
    name: 'pow-sweep',
    description: 'Enqueues the challenges that are due and ends those that ran out.',
    everyMs: 15_000,
    sends: true,
  }),
  benchmarkSweep: defineQueue({
    name: 'benchmark-sweep',
    description:
      'Draws the parts of answered benchmarks that are computed again, and computes those that no platform node does.',
    everyMs: 15_000,
  }),
  benchmarkDecay: defineQueue({
    name: 'benchmark-decay',
    description: 'Lets benchmarks count less with each day, which match indexes read as changes of the nodes.',
    everyMs: 600_000,
  }),
  deadlineSweep: defineQueue({
    name: 'deadline-sweep',
    description:
      'Enqueues what lost or early messages left undone, and another search for each job that waits for a node.',
    everyMs: 2_000,
  }),
  heartbeatSweep: defineQueue({
    name: 'heartbeat-sweep',
    description: 'Marks silent nodes offline and refreshes uptimes.',
    everyMs: 3_000,
  }),
  priceIndex: defineQueue({
    name: 'price-index',
    description: 'Computes live price indices and the candles of hours and days that are over.',
    everyMs: 15_000,
  }),
  capacity: defineQueue({
    name: 'capacity',
    description: 'Counts supply, demand and headroom; raises and closes alerts.',
    everyMs: 30_000,
  }),
  bonusEpoch: defineQueue({
    name: 'bonus-epoch',
    description: 'Records bonus weeks that are over and announces the next epoch to the distributor on chain.',
    everyMs: 600_000,
    sends: true,
  }),
} as const

export type Queues = typeof queues

/** The payload that a queue's handler gets. */
export type Payload<Q extends QueueDefinition> = z.output<Q['payload']>
/** The payload that may be enqueued, before defaults. */
export type PayloadInput<Q extends QueueDefinition> = z.input<Q['payload']>

const byName: ReadonlyMap<string, QueueDefinition> = new Map(Object.values(queues).map((queue) => [queue.name, queue]))

/** The definition of a queue that a stored row names; undefined when the catalogue has none. */
export function findQueue(name: string): QueueDefinition | undefined {
  return byName.get(name)
}

/** Queues whose jobs the worker's schedule loop asks for. */
export const regularQueues: readonly RegularQueue[] = Object.values(queues).filter(
  (queue): queue is Extract<typeof queue, RegularQueue> => queue.everyMs !== null,
)
