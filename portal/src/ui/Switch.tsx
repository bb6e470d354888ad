import type { ReactNode } from 'react'
import styles from './Switch.module.css'

interface SwitchProps {
  on: boolean
  busy: boolean
  onChange: (on: boolean) => void
  /** What it switches. */
  children: ReactNode
}

/** On or off, at once. While the change is on its way it shows where it goes and takes no click. */
export function Switch({ on, busy, onChange, children }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className={styles.switch}
      aria-checked={on}
      aria-busy={busy || undefined}
      disabled={busy}
      onClick={() => onChange(!on)}
    >
      <span className={styles.track} aria-hidden="true">
        <span className={styles.knob} />
      </span>
      <span>{children}</span>
    </button>
  )
}
