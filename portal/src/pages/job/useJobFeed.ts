import type { JobStatus } from '@aiigo/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Session } from '../../session/openSession.js'
import { createLogStore, type LogStore } from './logStore.js'

export interface JobFeed {
  /** Every state that the job came to, the first first. */
  readonly states: readonly JobStatus[]
  readonly log: LogStore
  /** Why the feed ended early; null while it goes on. */
  readonly error: unknown
}

interface Feed {
  readonly of: string
  states: readonly JobStatus[]
  error: unknown
}

/** States and lines of a job as they come, over lost connections, from the first. */
export function useJobFeed(session: Session, jobId: string): JobFeed {
  const queryClient = useQueryClient()
  const key = `${session.address} ${jobId}`
  const [feed, setFeed] = useState<Feed>({ of: key, states: [], error: null })
  const [log, setLog] = useState<LogStore>(createLogStore)

  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const store = createLogStore()
    setLog(store)
    setFeed({ of: key, states: [], error: null })
    const fail = (error: unknown): void => {
      if (!signal.aborted) setFeed((known) => ({ ...known, error }))
    }
    async function followStates(): Promise<void> {
      for await (const status of session.buyer.watch(jobId, { signal })) {
        if (signal.aborted) return
        setFeed((known) => ({ ...known, states: [...known.states, status] }))
        await queryClient.invalidateQueries({ queryKey: ['mine', session.address, 'job', jobId] })
      }
    }
    async function followLog(): Promise<void> {
      for await (const line of session.buyer.logs(jobId, { signal })) {
        if (signal.aborted) return
        store.add(line)
      }
    }
    followStates().catch(fail)
    followLog().catch(fail)
    return () => controller.abort()
  }, [session, jobId, key, queryClient])

  return { states: feed.of === key ? feed.states : [], error: feed.error, log }
}
