import { openAsBlob } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { InvalidInputError, type Problem } from '@aiigo/domain'
import type { Buyer, UploadedJob } from '../buyer/Buyer.js'
import { contentProblems, type Environment, jobFilePaths, readSecrets } from '../buyer/uploadJob.js'
import type { CallOptions } from '../connect/Connection.js'
import type { LoadedJob } from './LoadedJob.js'

/** The problem of a path where no file is; none where there is one. */
export async function missing(field: string, path: string): Promise<Problem[]> {
  const wrong = (got: string, advice: string): Problem[] => [
    { code: 'FILE_MISSING', field, message: `expected a file at ${path}, ${got}; ${advice}` },
  ]
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error)
  if (!('isFile' in found)) {
    const got = found.code === 'ENOENT' ? 'there is none' : found.message
    return wrong(got, 'paths are relative to the job file')
  }
  return found.isFile() ? [] : wrong('got a folder or device', 'name a file')
}

/**
 * Looks at program and inputs on disk before anything is sent or paid, and at secrets where an environment is given.
 * @throws InvalidInputError naming every file that is missing, too large, or a program that no node can run.
 * @example await checkJobFiles(await loadJobFile('job.yaml'))
 */
export async function checkJobFiles({ file, folder }: LoadedJob, env?: Environment): Promise<void> {
  const problems: Problem[] = []
  for (const { field, path } of jobFilePaths(file)) {
    const full = resolve(folder, path)
    const absent = await missing(field, full)
    problems.push(...(absent.length > 0 ? absent : await contentProblems(file, field, full, await openAsBlob(full))))
  }
  if (problems.length > 0) throw new InvalidInputError(problems)
  if (env) await readSecrets(file, (path) => openAsBlob(resolve(folder, path)), env)
}

/**
 * Stores the files of a job on disk and makes the specification that names them by content. Secrets come from files and
 * from the variables of `env`, such as `process.env`.
 * @throws InvalidInputError from the files' own faults; BlobError, with the file's path, when the store refuses one.
 * @example const uploaded = await uploadJob(buyer, await loadJobFile('job.yaml'))
 */
export async function uploadJob(
  buyer: Pick<Buyer, 'upload'>,
  job: LoadedJob,
  options: CallOptions & { readonly env?: Environment } = {},
): Promise<UploadedJob> {
  await checkJobFiles(job, options.env ?? {})
  const read = (path: string) => openAsBlob(resolve(job.folder, path))
  return buyer.upload(job.file, read, options)
}
