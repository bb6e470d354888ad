import type { QueueMessage } from '@aiigo/queue'
import type { Logger } from '@aiigo/service'
import type { Storage } from '@aiigo/storage'
import type { BonusDistributor } from './bonus/createBonusDistributor.js'
import type { BonusDeps } from './bonus/recordBonusWeeks.js'
import type { ChainWriter } from './chain/createChainWriter.js'
import type { Marketplace } from './chain/createMarketplace.js'
import type { MatchEngine } from './matching/createMatchEngine.js'
import type { TaskLookup } from './subgraph/createSubgraph.js'
import type { BlobReader } from './verification/createBlobReader.js'
import type { ReportCache } from './verification/createReportCache.js'

/** The dependencies of the worker's handlers and loops. */
export interface WorkerDeps {
  storage: Storage
  /** Sends to queues directly: for work that follows from no change of ours. */
  send(messages: QueueMessage[]): Promise<void>
  marketplace: Marketplace
  /** Tasks as the subgraph knows them. */
  tasks: TaskLookup
  writer: ChainWriter
  matchEngine: MatchEngine
  blobs: BlobReader
  /** Of results whose manifests were read to compare replicas. */
  reports: ReportCache
  bonuses: BonusDeps
  /** Null where none is deployed. */
  distributor: BonusDistributor | null
  log: Logger
  settings: WorkerSettings
}

export interface WorkerSettings {
  /** Blocks after which nothing from the chain is looked at again. */
  confirmations: number
  heartbeatTimeoutSeconds: number
  /** By which it is drawn whose results are checked by another run; the platform's alone. */
  checkSecret: string
  /** An attempt whose deadline passed in times of trouble is ended, with its penalty, so much later at the latest. */
  penaltyHoldSeconds: number
  /** A nonce solves a challenge with one hash in 2^bits, or fewer. */
  powDifficultyBits: number
  powNonces: number
  /** How long a node of known power should take. */
  powSolveSeconds: number
  /** Time to answer a challenge. */
  powSeconds: number
  /** Time between challenges of a node that has passed one. */
  powIntervalSeconds: number
  /** The same for a node with fewer proofs than VERIFIED needs. */
  powNewIntervalSeconds: number
  /** Tokens that prices are worked out in, lower case: those one can pay in. */
  priceTokens: readonly string[]
}
