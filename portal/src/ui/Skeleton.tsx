import { classes } from './classes.js'
import styles from './Skeleton.module.css'

const numbered = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

/** The place of text that is on its way: so many lines of it, so that nothing jumps. */
export function Skeleton({ lines = 1 }: { lines?: number }) {
  return (
    <span className={styles.lines} aria-hidden="true">
      {numbered(lines).map((line) => (
        <span key={line} className={styles.line} />
      ))}
    </span>
  )
}

interface TableSkeletonProps {
  rows: number
  columns: number
  /** As the table. */
  dense?: boolean
}

/** The place of a table that is on its way: as high as one with so many rows, at each width. */
export function TableSkeleton({ rows, columns, dense = false }: TableSkeletonProps) {
  return (
    <span className={classes(styles.rows, dense && styles.dense)} aria-hidden="true">
      {numbered(rows + 1).map((row) => (
        <span key={row} className={classes(styles.row, row === 0 && styles.head)}>
          {numbered(columns).map((column) => (
            <span key={column} className={styles.cell} />
          ))}
        </span>
      ))}
    </span>
  )
}
