import { LANES, type Lane } from '../graphql/lane.js'
import { createQueue, MUTATION_LIMITS, type OperationQueue } from './createQueue.js'

/** The places of mutations, for each lane its own. */
export function createMutationQueues(): Readonly<Record<Lane, OperationQueue>> {
  const queues = LANES.map((lane) => [lane, createQueue(MUTATION_LIMITS[lane])] as const)
  return Object.fromEntries(queues) as Record<Lane, OperationQueue>
}
