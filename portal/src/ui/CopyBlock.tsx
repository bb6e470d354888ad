import { Trans } from '@lingui/react/macro'
import { Button } from './Button.js'
import styles from './CopyBlock.module.css'
import { useCopy } from './useCopy.js'

/** A command to copy. */
export function CopyBlock({ label, text }: { label: string; text: string }) {
  const { copied, copy } = useCopy(text)
  return (
    <div className={styles.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={label}>
        <pre className={styles.text}>{text}</pre>
      </section>
      <Button className={styles.copy} onClick={() => void copy()}>
        <span aria-live="polite">{copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}</span>
      </Button>
    </div>
  )
}
