import { Trans } from '@lingui/react/macro'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Button } from '../ui/Button.js'
import { Empty } from '../ui/Empty.js'
import { ErrorNotice } from '../ui/ErrorNotice.js'
import { useOnline } from './useOnline.js'

/** A page that failed; the shell around it goes on. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const online = useOnline()
  const again = (): void => {
    reset()
    void router.invalidate()
  }
  if (!online || isMissingPart(error)) return <OfflinePage />
  return (
    <ErrorNotice
      error={error}
      action={
        <Button onClick={again}>
          <Trans>Try again</Trans>
        </Button>
      }
    />
  )
}

/** Browsers have no name for it but these words. */
function isMissingPart(error: unknown): boolean {
  return error instanceof Error && /dynamically imported module|module script|preload CSS/.test(error.message)
}

/** A page whose code this browser does not have. A module that failed to load stays failed until the page is loaded anew. */
function OfflinePage() {
  useEffect(() => {
    const onOnline = (): void => location.reload()
    addEventListener('online', onOnline)
    return () => removeEventListener('online', onOnline)
  }, [])
  return (
    <Empty
      title={<Trans>This page is not on this device yet</Trans>}
      action={
        <Button onClick={() => location.reload()}>
          <Trans>Try again</Trans>
        </Button>
      }
    >
      <Trans>Pages that were opened before work without the network. This one opens when the connection is back.</Trans>
    </Empty>
  )
}
