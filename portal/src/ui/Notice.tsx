import type { ReactNode } from 'react'
import { classes } from './classes.js'
import styles from './Notice.module.css'

interface NoticeProps {
  tone?: 'info' | 'good' | 'warn' | 'bad'
  title?: ReactNode
  children?: ReactNode
  /** What the reader can do about it. */
  action?: ReactNode
}

/** A message in the page, where the state changed that it tells of. */
export function Notice({ tone = 'info', title, children, action }: NoticeProps) {
  return (
    <div className={classes(styles.notice, styles[tone])} role={tone === 'bad' ? 'alert' : 'status'}>
      <div className={styles.text}>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
