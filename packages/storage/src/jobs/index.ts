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
export { JobKey } from './JobKey.js'
export { JobLog, type StoredPart } from './JobLog.js'
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
  announceKeyWanted,
  deleteKeys,
  deleteLogs,
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
export { jobsToApprove, jobsToFund, type WaitingJob } from './jobsThatWaitFor.js'
export { type DueReason, FUNDED_LATE, type JobToAdvance, jobsToAdvance, NOT_FUNDED } from './jobsToAdvance.js'
export { type JobToMatch, jobsToMatch } from './jobsToMatch.js'
export { jobsAtWork, jobsWorkedOn } from './jobsWorkedOn.js'
export { KEY_RELEASERS, KeyRequest } from './KeyRequest.js'
export { announceJob, type JobMove, moveJob } from './moveJob.js'
export { provisionalJobs } from './provisionalJobs.js'
export {
  recordApproval,
  recordDisputeReason,
  recordFundingSignature,
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
export { enqueueMatch, requeueJob } from './requeueJob.js'
export { type NewJob, storeJob } from './storeJob.js'
export { Transition } from './Transition.js'
export { taskRequestColumns, taskRequestOf } from './taskRequestOf.js'
export { transitionsOf } from './transitionsOf.js'
