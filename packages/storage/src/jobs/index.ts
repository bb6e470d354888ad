export { Job } from './Job.js'
export { JobLog } from './JobLog.js'
export type { JobApproval, JobResult } from './JobResult.js'
export { type AdvanceReason, FUNDED_LATE, type JobToAdvance, jobsToAdvance } from './jobsToAdvance.js'
export { type JobToMatch, jobsToMatch } from './jobsToMatch.js'
export { announceJob, type JobMove, moveJob } from './moveJob.js'
export { enqueueMatch, requeueJob } from './requeueJob.js'
export {
  type StoredTaskRequest,
  type TaskRequestLike,
  taskRequestFromJson,
  taskRequestToJson,
} from './StoredTaskRequest.js'
