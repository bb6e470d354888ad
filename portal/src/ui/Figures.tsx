import type { ReactNode } from 'react'
import styles from './Figures.module.css'

/** A line of figures, each with its name. */
export function Figures({ items }: { items: readonly { readonly name: ReactNode; readonly value: ReactNode }[] }) {
  return (
    <dl className={styles.figures}>
      {items.map(({ name, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: figures do not move
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
