import { type ReactNode, useEffect, useRef } from 'react'
import styles from './Keyboard.module.css'

interface ModalBoxProps {
  label: string
  onClose: () => void
  children: ReactNode
}

/** In front of the page as long as it is there. The browser keeps the focus inside and gives it back; Esc closes it. */
export function ModalBox({ label, onClose, children }: ModalBoxProps) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the browser closes it on Esc
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      {children}
    </dialog>
  )
}
