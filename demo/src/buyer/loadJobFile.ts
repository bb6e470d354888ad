import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { NotRetryableError, parseJobFile } from '@aiigo/domain'
import type { LoadedJob } from './Buyer.js'

/**
 * Reads and checks a job file.
 * @throws NotRetryableError `JOB_FILE_UNREADABLE`; JobFileError with every problem found.
 */
export async function loadJobFile(path: string): Promise<LoadedJob> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const got = { ENOENT: 'there is none', EISDIR: 'it is a folder' }[cause.code ?? ''] ?? cause.message
    throw new NotRetryableError(
      'JOB_FILE_UNREADABLE',
      `expected a job file at ${path}, ${got}; examples/word-statistics/job.yaml is one`,
      { cause },
    )
  })
  return { file: parseJobFile(text), folder: dirname(resolve(path)) }
}
