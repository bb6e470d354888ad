import { Trans } from '@lingui/react/macro'
import { usePlatform } from '../market/usePlatform.js'
import { Notice } from '../ui/Notice.js'
import styles from './ConnectionLine.module.css'
import { useOnline } from './useOnline.js'
import { useUnreachable } from './useUnreachable.js'

/** A line under the header while the browser is offline or the platform has a trouble; nothing otherwise. */
export function ConnectionLine() {
  const online = useOnline()
  const isUnreachable = useUnreachable()
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
  if (isUnreachable) {
    return (
      <div className={styles.line}>
        <Notice tone="warn" title={<Trans>The marketplace does not answer; connecting again…</Trans>}>
          <Trans>Figures stay as they were. Running jobs go on, and a log goes on where it stopped.</Trans>
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
