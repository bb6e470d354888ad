import { Trans } from '@lingui/react/macro'
import { useSyncExternalStore } from 'react'
import { usePlatform } from '../market/usePlatform.js'
import { Notice } from '../ui/Notice.js'
import styles from './ConnectionLine.module.css'

function subscribe(onChange: () => void): () => void {
  addEventListener('online', onChange)
  addEventListener('offline', onChange)
  return () => {
    removeEventListener('online', onChange)
    removeEventListener('offline', onChange)
  }
}

/** A line under the header while the browser is offline or the platform has a trouble; nothing otherwise. */
export function ConnectionLine() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine)
  const { data: platform } = usePlatform()
  if (!online) {
    return (
      <div className={styles.line}>
        <Notice tone="warn" title={<Trans>You are offline</Trans>}>
          <Trans>Figures stay as they were; everything goes on when the connection is back.</Trans>
        </Notice>
      </div>
    )
  }
  if (!platform || platform.status.well) return null
  const parts = platform.status.troubles.map(({ part }) => part).join(', ')
  return (
    <div className={styles.line}>
      <Notice tone="warn" title={<Trans>The platform has a trouble: {parts}</Trans>}>
        <Trans>Running jobs go on. No node loses points or stake for it.</Trans>
      </Notice>
    </div>
  )
}
