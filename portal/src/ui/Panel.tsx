import { type ReactNode, useId } from 'react'
import { classes } from './classes.js'
import styles from './Panel.module.css'

interface PanelProps {
  title?: ReactNode
  /** The id of the heading, where it is among the children. */
  labelledBy?: string
  /** Beside the title: actions, or what the figures are of. */
  aside?: ReactNode
  /** Without padding, for tables and logs that bring their own. */
  flush?: boolean
  className?: string | undefined
  children: ReactNode
}

/** A part of a page with its own heading. */
export function Panel({ title, labelledBy, aside, flush = false, className, children }: PanelProps) {
  const id = useId()
  // A figure stands beside the title, zero too.
  const hasAside = aside !== undefined && aside !== null && aside !== false
  return (
    <section className={classes(styles.panel, className)} aria-labelledby={title ? id : labelledBy}>
      {(title || hasAside) && (
        <header className={styles.header}>
          {title && <h2 id={id}>{title}</h2>}
          {hasAside && <div className={styles.aside}>{aside}</div>}
        </header>
      )}
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  )
}
