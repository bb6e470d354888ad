import { Trans } from '@lingui/react/macro'
import { type ReactNode, useId, useRef } from 'react'
import { Button } from './Button.js'
import styles from './Dialog.module.css'

interface DialogProps {
  /** The button that opens it. */
  trigger: (open: () => void) => ReactNode
  title: ReactNode
  children: ReactNode
  /** Stands beside the button that closes it. */
  action: (close: () => void) => ReactNode
}

/** A question in front of the page. The browser keeps the focus inside, and Esc closes it. */
export function Dialog({ trigger, title, children, action }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useId()
  const close = (): void => ref.current?.close()
  return (
    <>
      {trigger(() => ref.current?.showModal())}
      <dialog ref={ref} className={styles.dialog} aria-labelledby={heading}>
        <h2 id={heading} className={styles.heading}>
          {title}
        </h2>
        {children}
        <div className={styles.buttons}>
          <Button onClick={close}>
            <Trans>Close</Trans>
          </Button>
          {action(close)}
        </div>
      </dialog>
    </>
  )
}
