import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Empty } from './Empty.js'

/** In the place of data that the browser cannot get now. */
export function OfflineNotice({ action }: { action: ReactNode }) {
  return (
    <Empty title={<Trans>Not here without the network</Trans>} action={action}>
      <Trans>It comes by itself when the connection is back. Running jobs go on meanwhile.</Trans>
    </Empty>
  )
}
