import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Session } from '../../session/openSession.js'
import { ErrorNotice } from '../../ui/ErrorNotice.js'
import { Notice } from '../../ui/Notice.js'
import { LogPanel } from '../job/LogPanel.js'
import { createLogStore } from '../job/logStore.js'

/** The log of a disputed job, compared with the one that the node signed. */
export function CaseLog({ jobId, session }: { jobId: string; session: Session }) {
  const [log, setLog] = useState(createLogStore)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const controller = new AbortController()
    const store = createLogStore()
    setLog(store)
    async function read(): Promise<void> {
      for await (const line of session.arbitrator.logs(jobId, { signal: controller.signal })) store.add(line)
    }
    read().catch((failure: unknown) => {
      if (!controller.signal.aborted) setError(failure)
    })
    return () => controller.abort()
  }, [session, jobId])
  const check = useQuery({
    queryKey: ['mine', session.address, 'case-log', jobId],
    queryFn: ({ signal }) => session.arbitrator.checkLog(jobId, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return (
    <>
      {error != null && <ErrorNotice error={error} />}
      {check.error && <ErrorNotice error={check.error} />}
      {check.data?.truncated && (
        <Notice tone="warn" title={<Trans>The log was cut where it reached its limit</Trans>} />
      )}
      <LogPanel log={log} ended />
    </>
  )
}
