import { sdkError } from '../errors.js'

/** The one answer about a job that the caller does not have. */
export const unknownJob = (jobId: string) =>
  sdkError('JOB_UNKNOWN', `expected the id of one of the caller's jobs, got ${jobId}`)

/** The one answer about a group that the caller does not have. */
export const unknownGroup = (groupId: string) =>
  sdkError('GROUP_UNKNOWN', `expected the id of one of the caller's groups, got ${groupId}`)
