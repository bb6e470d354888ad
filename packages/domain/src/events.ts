import type { DisputePhase } from './lifecycle/dispute.js'
import type { JobState } from './lifecycle/job.js'
import type { Availability } from './lifecycle/node.js'
import type { ResourceType } from './resource.js'

/**
 * Live events, one payload type per topic family. A topic's events are numbered without gaps in the table
 * `event(topic, seq, data)`, which is the truth for subscriptions: joining and resuming are both "seq > cursor".
 */
export interface TopicPayloads {
  /** Topic `job:<jobId>`: the job's state moved. */
  job: {
    jobId: string
    state: JobState
    attempt: number
    nodeId: string | null
    /** Why, where there is a reason worth telling a person. */
    reason: string | null
    /** Whether somebody waits for the key of the files, which the buyer's client alone has. */
    keyWanted?: true
    at: string
  }
  /** Topic `group:<groupId>`: some of its jobs moved. They are in `job`. */
  group: never
  /** Topic `joblog:<jobId>`: lines of output were stored. They are in `job_log`, numbered as the topic is. */
  joblog: never
  /** Topic `jobprogress:<jobId>`: the node said how far its run is. It is in `attempt.progress`, with its number. */
  jobprogress: never
  /** Topic `offers:<nodeId>`: what the platform wants of the node. */
  offers: {
    /** STOP: the buyer wants the run stopped. CHECK: a run of a check began or ended; `offerId` is the run's id. */
    kind: 'OFFERED' | 'WITHDRAWN' | 'ASSIGNED' | 'EXTENDED' | 'STOP' | 'CLOSED' | 'CHECK'
    offerId: string
    nodeId: string
    jobId: string
    /** Unix seconds until which an offer may be accepted; for ASSIGNED and CHECK, when the result is due. */
    deadline: number
    /** Why it was withdrawn or closed, where there is a reason. */
    reason: string | null
    at: string
  }
  /** Topic `cases:<arbitrator>`: something happened in a dispute on whose panel the arbitrator is. */
  cases: {
    /** SEATED: drawn. PHASE: the dispute moved on. EVIDENCE: a side has added something. */
    kind: 'SEATED' | 'PHASE' | 'EVIDENCE'
    jobId: string
    phase: DisputePhase
    at: string
  }
  /** Topic `nodes`: availability of any node changed. */
  nodes: { nodeId: string; availability: Availability; online: boolean; at: string }
  /** Topic `prices:<resourceType>`: a price index moved. */
  prices: {
    resourceType: ResourceType
    /** A GPU model, OTHER, or ALL of the type. */
    resourceClass: string
    /** A region, or ALL. */
    region: string
    token: string
    /** Base units per million units of usage, decimal strings. */
    p10: string
    median: string
    p90: string
    providers: number
    thin: boolean
    at: string
  }
}

export type TopicFamily = keyof TopicPayloads

/** @example topic('job', jobId) // 'job:6f…' */
export function topic(family: TopicFamily, key?: string): string {
  return key === undefined ? family : `${family}:${key}`
}
