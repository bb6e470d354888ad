import { openAsBlob } from 'node:fs'
import { resolve } from 'node:path'
import { InvalidInputError, jobNameOf, type Problem, parseSubmission } from '@aiigo/domain'
import type { Buyer } from '../buyer/Buyer.js'
import type { UploadedGroup } from '../buyer/Group.js'
import { checkGroup } from '../buyer/uploadGroup.js'
import { type Environment, jobFilePaths } from '../buyer/uploadJob.js'
import type { CallOptions } from '../connect/Connection.js'
import type { LoadedGroup, LoadedJob } from './LoadedJob.js'
import { folderOfJobFile, readJobFileText } from './loadJobFile.js'
import { missing } from './uploadJob.js'

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
 * Looks at the files of all jobs of a group on disk, each once, before anything is sent or paid, and at their secrets.
 * @throws InvalidInputError naming every file that is missing, too large, or a program that no node can run.
 * @example await checkGroupFiles(loaded, process.env)
 */
export async function checkGroupFiles(loaded: LoadedGroup, env: Environment = {}): Promise<void> {
  await expectFiles(loaded)
  await checkGroup(loaded.group, (path) => openAsBlob(resolve(loaded.folder, path)), env)
}

/**
 * Stores the files of a group's jobs on disk, each once, and makes the specifications that name them by content.
 * Secrets come from files and from the variables of `env`.
 * @throws InvalidInputError from the files' own faults; BlobError, with the file's path, when the store refuses one.
 * @example const submitted = await buyer.submitGroup(await uploadGroup(buyer, loaded))
 */
export async function uploadGroup(
  buyer: Pick<Buyer, 'uploadGroup'>,
  loaded: LoadedGroup,
  options: CallOptions & { readonly env?: Environment } = {},
): Promise<UploadedGroup> {
  await expectFiles(loaded)
  return buyer.uploadGroup(loaded.group, (path) => openAsBlob(resolve(loaded.folder, path)), options)
}

/** @throws InvalidInputError naming every path where no file is, with the first job that names it */
async function expectFiles({ group, folder }: LoadedGroup): Promise<void> {
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const { key, element, file } of group.jobs) {
    for (const { field, path } of jobFilePaths(file)) {
      if (seen.has(path)) continue
      seen.add(path)
      problems.push(...(await missing(`${jobNameOf(key, element)}.${field}`, resolve(folder, path))))
    }
  }
  if (problems.length > 0) throw new InvalidInputError(problems)
}
