import { type ReactNode, useId, useState } from 'react'
import styles from './FoldedPanel.module.css'
import { Panel } from './Panel.js'

interface FoldedPanelProps {
  title: ReactNode
  /** Beside the title: what opens. */
  about: ReactNode
  /** Drawn while it is open; it brings its own padding. */
  children: () => ReactNode
}

/** A part of a page that is closed at first. What is in it is drawn, and asked for, when it is opened. */
export function FoldedPanel({ title, about, children }: FoldedPanelProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <Panel flush labelledBy={id}>
      <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h2 id={id}>{title}</h2> <span className={styles.about}>{about}</span>
        </summary>
        {open && children()}
      </details>
    </Panel>
  )
}
