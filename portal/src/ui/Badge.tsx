import type { ReactNode } from 'react'
import styles from './Badge.module.css'
import { classes } from './classes.js'

export type Tone = 'neutral' | 'active' | 'good' | 'warn' | 'bad'

/** A state in one word. The word tells it; the colour repeats it. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={classes(styles.badge, styles[tone])}>{children}</span>
}
