import { Trans } from '@lingui/react/macro'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from './Button.js'
import { ErrorNotice } from './ErrorNotice.js'
import { OfflineNotice } from './OfflineNotice.js'

interface LoadedProps<T> {
  query: UseQueryResult<T>
  /** Shown until the first data. */
  skeleton: ReactNode
  children: (data: T) => ReactNode
}

/** Data with its states: on the way, failed, and failed to be renewed, which keeps what was known. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  const again = (
    <Button onClick={() => void query.refetch()} busy={query.isFetching}>
      <Trans>Try again</Trans>
    </Button>
  )
  if (query.data === undefined) {
    const { code } = (query.error ?? {}) as { code?: unknown }
    if (query.fetchStatus === 'paused' || code === 'NETWORK') return <OfflineNotice action={again} />
    return query.error ? <ErrorNotice error={query.error} action={again} /> : skeleton
  }
  return (
    <>
      {query.error && <ErrorNotice error={query.error} stale action={again} />}
      {children(query.data)}
    </>
  )
}
