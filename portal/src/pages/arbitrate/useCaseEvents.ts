import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Session } from '../../session/openSession.js'

/** Milliseconds in which events are gathered: a new subscription repeats the earlier ones at once. */
const GATHERED = 300

/** Renews what is shown of the wallet's cases when one of them moves. Lost connections are the client's to mend. */
export function useCaseEvents(session: Session): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    const controller = new AbortController()
    let waiting: ReturnType<typeof setTimeout> | undefined
    const renew = (): void => {
      waiting = undefined
      void queryClient.invalidateQueries({ queryKey: ['mine', session.address, 'arbitration'] })
    }
    async function follow(): Promise<void> {
      for await (const _ of session.arbitrator.watchCases({ signal: controller.signal })) {
        waiting ??= setTimeout(renew, GATHERED)
      }
    }
    // Without events the queries still renew themselves by their interval.
    follow().catch(() => undefined)
    return () => {
      controller.abort()
      clearTimeout(waiting)
    }
  }, [session, queryClient])
}
