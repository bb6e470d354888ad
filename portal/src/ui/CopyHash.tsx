import { Trans } from '@lingui/react/macro'
import { shortHex } from '../format/shortHex.js'
import styles from './CopyHash.module.css'
import { useCopy } from './useCopy.js'

/** A hash, shortened, with a button that copies the whole. */
export function CopyHash({ hash }: { hash: string }) {
  const { copied, copy } = useCopy(hash)
  return (
    <span className={styles.hash}>
      <code title={hash}>{shortHex(hash)}</code>
      <button type="button" className={styles.copy} onClick={() => void copy()}>
        <span aria-live="polite">{copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}</span>
        <span className="visually-hidden">{shortHex(hash)}</span>
      </button>
    </span>
  )
}
