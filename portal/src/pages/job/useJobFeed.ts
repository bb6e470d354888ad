import { idle, isRetryable } from '@aiigo/domain'
import type { JobProgress, JobStatus } from '@aiigo/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Session } from '../../session/openSession.js'
import { createLogStore, type LogStore } from './logStore.js'

export interface JobFeed {
  /** Every state that the job came to, the first first. */
  readonly states: readonly JobStatus[]
  /** The node's last report; null before. */
  readonly progress: JobProgress | null
  readonly log: LogStore
  /** Why a part of the feed has stopped; null while all of it goes on. */
  readonly error: unknown
}

interface Feed {
  readonly of: string
  states: readonly JobStatus[]
  progress: JobProgress | null
  /** Why each of them has stopped. */
  errors: Readonly<Record<Part, unknown>>
}

type Part = 'states' | 'progress' | 'log'

const WELL: Feed['errors'] = { states: null, progress: null, log: null }

/** Between two tries of a feed that ended early, milliseconds. */
const AGAIN_MS = 2_000

const nothing = (of: string): Feed => ({ of, states: [], progress: null, errors: WELL })

/** States and lines of a job as they come, over lost connections, from the first. */
export function useJobFeed(session: Session, jobId: string): JobFeed {
  const queryClient = useQueryClient()
  const key = `${session.address} ${jobId}`
  const [feed, setFeed] = useState<Feed>(() => nothing(key))
  const [log, setLog] = useState<LogStore>(createLogStore)

  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const store = createLogStore()
    setLog(store)
    setFeed(nothing(key))
    const tellOf =
      (part: Part) =>
      (error: unknown): void =>
        setFeed((known) => ({ ...known, errors: { ...known.errors, [part]: error } }))
    void follow(
      (afterSeq) => session.buyer.watch(jobId, { afterSeq, signal }),
      (status) => {
        setFeed((known) => ({ ...known, states: [...known.states, status] }))
        void queryClient.invalidateQueries({ queryKey: ['mine', session.address, 'job', jobId] })
      },
      { signal, tell: tellOf('states') },
    )
    void follow(
      (afterSeq) => session.buyer.progress(jobId, { afterSeq, signal }),
      (progress) => setFeed((known) => ({ ...known, progress })),
      { signal, tell: tellOf('progress') },
    )
    void follow(() => session.buyer.logs(jobId, { known: store.lines, signal }), store.add, {
      signal,
      tell: tellOf('log'),
    })
    return () => controller.abort()
  }, [session, jobId, key, queryClient])

  const { states, progress, errors } = feed.of === key ? feed : nothing(key)
  return { states, progress, error: errors.states ?? errors.log ?? errors.progress, log }
}

interface Following {
  signal: AbortSignal
  /** Told why the events stopped, and null when they go on. */
  tell: (error: unknown) => void
}

/** Takes events in their order. After a failure that passes by itself it goes on behind the last one. */
async function follow<T extends { readonly seq: number }>(
  open: (afterSeq: number) => AsyncIterable<T>,
  take: (event: T) => void,
  { signal, tell }: Following,
): Promise<void> {
  let failed = false
  const well = (): void => {
    if (failed) tell(null)
    failed = false
  }
  for (let afterSeq = 0; !signal.aborted; ) {
    try {
      for await (const event of open(afterSeq)) {
        if (signal.aborted) return
        well()
        afterSeq = event.seq
        take(event)
      }
      return well()
    } catch (error) {
      if (signal.aborted) return
      failed = true
      tell(error)
      if (!isRetryable(error)) return
      await idle(AGAIN_MS, signal)
    }
  }
}
