import { JobWithTaskDocument } from '@aiigo/client'
import { useQuery } from '@tanstack/react-query'
import type { Session } from '../../session/openSession.js'

/** A job with its attempts, and what the subgraph shows of its task. */
export function useJob(session: Session, jobId: string) {
  return useQuery({
    queryKey: ['mine', session.address, 'job', jobId],
    queryFn: async ({ signal }) => {
      const [job, withTask] = await Promise.all([
        session.buyer.job(jobId, { signal }),
        session.connection.client.execute(JobWithTaskDocument, { id: jobId }, { signal }).then(({ job }) => job),
      ])
      return { job, task: withTask?.task ?? null, node: withTask?.node ?? null }
    },
    // Confirmations and the subgraph go on after the last event.
    refetchInterval: ({ state }) => (state.data?.job.finality?.final ? false : 3_000),
  })
}

export type JobView = NonNullable<ReturnType<typeof useJob>['data']>
