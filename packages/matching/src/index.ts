export { atItsBest, couldTake, lastingRequest } from './couldTake.js'
export { createMatchIndex, startMatchIndex } from './createMatchIndex.js'
export { type Explanation, explain, type NearMiss, type Rejection, summarize } from './explain.js'
export { FILTER_NAMES, type FilterName, type Miss } from './filters.js'
export { expectedLatencyMs } from './latency.js'
export { createLiveIndex, type LiveIndexDeps } from './live/createLiveIndex.js'
export { keepCurrent } from './live/keepCurrent.js'
export type {
  IndexVersion,
  LiveAnswer,
  LiveExplanation,
  LiveIndex,
  LiveIndexWithLasting,
  LiveNode,
  LiveSearch,
  NodeChanges,
  Share,
} from './live/LiveIndex.js'
export type { LastingNodes, RegisteredNode } from './live/lastingNodes.js'
export { type PenalizedNode, rankWithPenalties } from './live/rankWithPenalties.js'
export type {
  AvailabilityChange,
  IndexExplanation,
  IndexStats,
  MatchAnswer,
  MatchIndex,
  ReputationChange,
} from './MatchIndex.js'
export { matchNodeOf, type StoredNode } from './matchNodeOf.js'
export { rank } from './rank.js'
export { requestOf } from './requestOf.js'
export * from './scales.js'
export { tieKey, tieSeedOf } from './tieOrder.js'
export {
  ACCESS,
  type Access,
  type Hardware,
  type MatchNode,
  type MatchRequest,
  type RankedNode,
  type Schedule,
  TERMS,
  type Term,
  type Weights,
} from './types.js'
export { MOST_PROVIDERS } from './validateRequest.js'
export { PROFILES, weightsOf } from './weights.js'
