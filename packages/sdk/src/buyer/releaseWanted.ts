import { JobSpecDocument } from '@aiigo/client'
import { parseJobSpec, pause } from '@aiigo/domain'
import type { Connection } from '../connect/Connection.js'
import { releaseKeys } from './releaseKeys.js'

/** The subgraph may show an assignment some seconds after the platform does. Milliseconds. */
const LAG_MS = 10_000
const PAUSE_MS = 500

/**
 * Releases the key of a job that is watched, where it needs no prompt. It goes on beside the watching and never fails
 * it: whoever waits for the key asks again, and `releaseKeys` says what is wrong.
 */
export function releaseWanted(connection: Connection, jobId: string): void {
  const release = async (): Promise<void> => {
    const { job } = await connection.client.execute(JobSpecDocument, { id: jobId })
    if (!job?.spec || connection.keys.wouldAsk(parseJobSpec(job.spec))) return
    for (const until = Date.now() + LAG_MS; Date.now() < until; ) {
      const answered = await releaseKeys(connection, { jobId, job })
      if (answered.every(({ refused }) => refused === null)) return
      await pause(PAUSE_MS)
    }
  }
  void release().catch(() => undefined)
}
