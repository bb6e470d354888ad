import { StopJobDocument, succeed } from '@aiigo/client'
import type { CallOptions, Connection } from '../connect/Connection.js'

/** Has the node of a running job stop it. */
export async function stopJob(jobId: string, { client }: Connection, call: CallOptions): Promise<void> {
  const { stopJob: payload } = await client.execute(StopJobDocument, { jobId }, { ...call, idempotent: true })
  succeed(payload)
}
