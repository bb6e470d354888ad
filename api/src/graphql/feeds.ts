import type { JobStatusEvent, LogLine } from '../modules/job/job.type.js'
import type { NodeAvailabilityEvent } from '../modules/node/node.type.js'
import type { OfferCursor, OfferEvent } from '../modules/offer/offer.type.js'
import type { PriceTick } from '../modules/price/price.type.js'
import type { Viewer } from './context.js'

/** Live events, read from the event table: replayed from a cursor, then followed, without gaps. */
export interface Feeds {
  /** @throws GraphQLError FORBIDDEN when the viewer may not see the job */
  jobStatus(viewer: Viewer, jobId: string, afterSeq: number): Promise<AsyncIterable<JobStatusEvent>>
  /** @throws GraphQLError FORBIDDEN when the viewer may not see the job */
  jobLogs(viewer: Viewer, jobId: string, afterSeq: number): Promise<AsyncIterable<LogLine>>
  /** @throws GraphQLError FORBIDDEN unless the viewer is the provider of every node */
  offers(viewer: Viewer, nodeIds: string[], cursors: OfferCursor[]): Promise<AsyncIterable<OfferEvent>>
  /** From now on. */
  nodeAvailability(): Promise<AsyncIterable<NodeAvailabilityEvent>>
  /** After the cursor; without one from now on. */
  priceTicks(resourceType: string, afterSeq: number | null): Promise<AsyncIterable<PriceTick>>
}
