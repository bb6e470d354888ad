import type { ReactNode } from 'react'
import { classes } from './classes.js'
import styles from './Table.module.css'

interface TableProps {
  /** Read by screen readers. */
  caption: string
  head: readonly string[]
  /** Columns with figures stand at the right. */
  figures?: readonly number[]
  /** Short cells: at the width of a phone two stand beside each other, under the first as their title. */
  dense?: boolean
  rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
}

/** A table; at the width of a phone a list, each row with the names of its columns. */
export function Table({ caption, head, figures = [], dense = false, rows }: TableProps) {
  const side = (column: number) => (figures.includes(column) ? styles.figure : undefined)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table className={classes(styles.table, dense && styles.dense)}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((title, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
              <th key={column} scope="col" className={side(column)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                <td key={column} className={side(column)} data-label={head[column]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
