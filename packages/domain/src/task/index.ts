export { type JobResult, type JobResultJson, jobResultCodec, type ResultFile } from './jobResult.js'
export type { JsonCodec, JsonForm } from './jsonCodec.js'
export { LONGEST_DISPUTE_SECONDS } from './longestDispute.js'
export { READING_LEAST_BYTES, type Reading, readingLine, readingLines, readingOf } from './reading.js'
export {
  type Comparison,
  compareRuns,
  type PrintedDigests,
  printedDigestsSchema,
  problemOfOutcome,
  RUN_OUTCOMES,
  type RunOutcome,
  type RunReport,
  STOPPED_EXIT_CODES,
} from './runReport.js'
export {
  type Acceptance,
  type Approval,
  type SignedAcceptance,
  type SignedApproval,
  type SignedResult,
  signedAcceptanceCodec,
  signedApprovalCodec,
  signedResultCodec,
  type TaskResult,
} from './signedMessages.js'
export { type TaskRequest, type TaskRequestJson, taskRequestCodec } from './taskRequest.js'
export { type ReplicaStanding, type ReplicaVote, voteOfReplicas } from './voteOfReplicas.js'
