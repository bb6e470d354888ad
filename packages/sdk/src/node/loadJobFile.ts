import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseJobFile } from '@aiigo/domain'
import { sdkError } from '../errors.js'
import type { LoadedJob } from './LoadedJob.js'

/**
 * Reads and checks a job file (YAML or JSON).
 * @throws NotRetryableError `JOB_FILE_UNREADABLE`; JobFileError with every problem found.
 * @example const job = await loadJobFile('examples/kmeans/job.yaml')
 */
export async function loadJobFile(path: string): Promise<LoadedJob> {
  return { file: parseJobFile(await readJobFileText(path)), folder: folderOfJobFile(path) }
}

/** The folder that the paths of a job file are relative to. */
export const folderOfJobFile = (path: string): string => dirname(resolve(path))

/** @throws NotRetryableError `JOB_FILE_UNREADABLE` */
export async function readJobFileText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const got = { ENOENT: 'there is none', EISDIR: 'it is a folder' }[cause.code ?? ''] ?? cause.message
    throw sdkError(
      'JOB_FILE_UNREADABLE',
      `expected a job file at ${path}, ${got}; examples/word-statistics/job.yaml is one`,
      { cause },
    )
  })
}
