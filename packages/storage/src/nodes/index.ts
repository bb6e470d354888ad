export {
  answeredDigests,
  benchmarksToCheck,
  claimBenchmarkCheck,
  drawBenchmarkCheck,
  recordBenchmarkCheck,
  settleBenchmarkCheck,
  takeBenchmarkCheck,
} from './benchmarkChecks.js'
export {
  answerStage,
  beginBenchmark,
  checkedBenchmarks,
  decayBenchmarks,
  endBenchmark,
  expireBenchmarks,
  pruneBenchmarks,
  type StageAnswer,
} from './benchmarks.js'
export { Challenge } from './Challenge.js'
export { CHALLENGE_STATES, type ChallengeState } from './ChallengeState.js'
export { countOffline, type OfflineCount } from './countOffline.js'
export {
  createNodeChangeReader,
  type NodeChanged,
  type NodeChangeReader,
  type NodeFacts,
  pruneNodeChanges,
} from './createNodeChangeReader.js'
export { markSilentNodes } from './markSilentNodes.js'
export { type ChainChallenge, mirrorChallenges, nodesDueForChallenge } from './mirrorChallenges.js'
export { type ChainNode, mirrorNodes } from './mirrorNodes.js'
export { Node } from './Node.js'
export { NodeBenchmark } from './NodeBenchmark.js'
export { NodeChange } from './NodeChange.js'
export type { NodeDetails } from './NodeDetails.js'
export { NodeFailure } from './NodeFailure.js'
export { NODE_CHANGES_TOPIC, recordNodeChange } from './nodeChanges.js'
export { nodesByProvider } from './nodesByProvider.js'
export {
  countWaitingReviews,
  type NodeReview,
  nodesToReview,
  REVIEW_REASONS,
  type ReviewReason,
} from './nodesToReview.js'
export { largestNodes, type PossibleNodes, possibleNodes } from './possibleNodes.js'
export { prunePresence, recordProviderDays, refreshUptime } from './presence.js'
export { type Heartbeat, type HeartbeatOutcome, recordHeartbeat } from './recordHeartbeat.js'
export { bringOnline, setAvailability } from './setPresence.js'
export { availableNodeCounts, type NodeProfile, storeNode } from './storeNode.js'
export { TypeAudit } from './TypeAudit.js'
export { endTypeAudits, recordTypeAudit, standingAudits } from './typeAudits.js'
