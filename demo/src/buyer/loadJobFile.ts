import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { NotRetryableError, parseJobFile } from '@aiigo/domain'
import type { LoadedJob } from './Buyer.js'

/**
 * Reads and checks a job file.
 * @throws NotRetryableError `JOB_FILE_UNREADABLE`; JobFileError with every problem found.
 */
export async function loadJobFile(path: string): Promise<LoadedJob> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new NotRetryableError('JOB_FILE_UNREADABLE', `expected a job file at ${path}: ${cause.message}`, { cause })
  })
  return { file: parseJobFile(text), folder: dirname(resolve(path)) }
}
