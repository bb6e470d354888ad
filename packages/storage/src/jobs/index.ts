export { Artifact } from './Artifact.js'
export {
  type ArtifactBounds,
  type ArtifactsOutcome,
  artifactsOf,
  type NewArtifact,
  type ReplacedFile,
  recordArtifacts,
} from './artifacts.js'
export { Checkpoint } from './Checkpoint.js'
export {
  type CheckpointOutcome,
  checkpointFor,
  latestCheckpoint,
  type NewCheckpoint,
  needlessCheckpoint,
  recordCheckpoint,
} from './checkpoints.js'
export { countUnfunded } from './countUnfunded.js'
export { Job } from './Job.js'
export { JOB_FILE_KINDS, JobFile } from './JobFile.js'
export { JobGroup } from './JobGroup.js'
export { JobKey } from './JobKey.js'
export { JobLog, type StoredPart } from './JobLog.js'
export { JobNeed } from './JobNeed.js'
export {
  assignedAttemptOf,
  bytesOfJobTexts,
  filesHeldFor,
  hasTraded,
  isAtWork,
  providerOfResult,
  recordFilesDeleted,
} from './jobFiles.js'
export {
  findJobGroup,
  type GroupAmount,
  type GroupProgress,
  groupProgress,
  jobsByHash,
  jobsOfGroup,
} from './jobGroups.js'
export {
  announceKeyWanted,
  deleteKeys,
  deleteLogs,
  deleteRunFiles,
  findJobKey,
  keyRequestsOf,
  pruneEndedJobs,
  recordKeyRelease,
  recordKeyRequest,
  storeJobKey,
} from './jobKeys.js'
export {
  appendLogParts,
  type LogState,
  lockLog,
  mayWriteLog,
  partBytes,
  readLogLines,
  readLogParts,
  type StoredLine,
  type StoredLogPart,
} from './jobLogs.js'
export {
  cancelForNeed,
  isStillNeeded,
  jobsThatNeed,
  NEED_FAILED,
  type NeededResult,
  type NeedsStanding,
  needIdsOf,
  needStandings,
  needsOfGroup,
  resultsNeededBy,
} from './jobNeeds.js'
export { jobsToApprove, jobsToFund, type WaitingJob } from './jobsThatWaitFor.js'
export { type DueReason, FUNDED_LATE, type JobToAdvance, jobsToAdvance, NOT_FUNDED } from './jobsToAdvance.js'
export { type JobToMatch, jobsToMatch, type ReplicaPlace } from './jobsToMatch.js'
export { jobsAtWork, jobsWorkedOn } from './jobsWorkedOn.js'
export { KEY_RELEASERS, KeyRequest } from './KeyRequest.js'
export { announceJob, type JobMove, moveJob } from './moveJob.js'
export { provisionalJobs } from './provisionalJobs.js'
export {
  recordApproval,
  recordDisputeReason,
  recordFundingSignature,
  recordFundingSignatures,
  recordStopRequest,
  voidApproval,
  voidFundingSignature,
} from './recordBuyerActs.js'
export {
  announceJobReason,
  type JobReason,
  recordFinality,
  recordJobReason,
  recordNoNodeFits,
  recordResultReason,
  recordTaskFacts,
  type TaskFacts,
} from './recordJobFacts.js'
export { otherReplicas, type Replica, runsOfReplicas, wakeReplicaChecks } from './replicas.js'
export { enqueueMatch, requeueJob } from './requeueJob.js'
export { type NewGroupJob, type NewJob, storeJob, storeJobGroup } from './storeJob.js'
export { Transition } from './Transition.js'
export { taskRequestColumns, taskRequestOf } from './taskRequestOf.js'
export { tellWaiting } from './tellWaiting.js'
export { transitionsOf } from './transitionsOf.js'
