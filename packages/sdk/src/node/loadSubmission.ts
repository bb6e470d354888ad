import { openAsBlob } from 'node:fs'
import { resolve } from 'node:path'
import { InvalidInputError, type JobGroupFile, type Problem, parseSubmission } from '@aiigo/domain'
import type { Buyer } from '../buyer/Buyer.js'
import type { UploadedGroup } from '../buyer/Group.js'
import { type Environment, jobFilePaths } from '../buyer/uploadJob.js'
import type { CallOptions } from '../connect/Connection.js'
import type { LoadedJob } from './LoadedJob.js'
import { folderOfJobFile, readJobFileText } from './loadJobFile.js'
import { missing } from './uploadJob.js'

/** A file of several jobs with the folder that its paths are relative to. */
export interface LoadedGroup {
  readonly group: JobGroupFile
  readonly folder: string
}

/**
 * Reads and checks a job file of any form: one job, an array, a sweep or a graph.
 * @throws NotRetryableError `JOB_FILE_UNREADABLE`; JobFileError with every problem found.
 * @example const loaded = await loadSubmission('sweep.yaml') // { group, folder }
 */
export async function loadSubmission(path: string): Promise<LoadedJob | LoadedGroup> {
  const submission = parseSubmission(await readJobFileText(path))
  const folder = folderOfJobFile(path)
  return submission.kind === 'job' ? { file: submission.file, folder } : { group: submission.group, folder }
}

/**
 * Stores the files of a group's jobs on disk, each once, and makes the specifications that name them by content.
 * Secrets come from files and from the variables of `env`.
 * @throws InvalidInputError from the files' own faults; BlobError, with the file's path, when the store refuses one.
 * @example const submitted = await buyer.submitGroup(await uploadGroup(buyer, loaded))
 */
export async function uploadGroup(
  buyer: Pick<Buyer, 'uploadGroup'>,
  { group, folder }: LoadedGroup,
  options: CallOptions & { readonly env?: Environment } = {},
): Promise<UploadedGroup> {
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const { file } of group.jobs) {
    for (const { field, path } of jobFilePaths(file)) {
      if (seen.has(path)) continue
      seen.add(path)
      problems.push(...(await missing(field, resolve(folder, path))))
    }
  }
  if (problems.length > 0) throw new InvalidInputError(problems)
  return buyer.uploadGroup(group, (path) => openAsBlob(resolve(folder, path)), options)
}
