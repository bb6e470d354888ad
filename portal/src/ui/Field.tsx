import { type ReactNode, useId } from 'react'
import styles from './Field.module.css'

interface FieldProps {
  label: ReactNode
  /** Under the field: a unit, a rule, or what the figure means. */
  hint?: ReactNode
  error?: string | undefined
  /** Gets the id that the label names. */
  children: (ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }) => ReactNode
}

/** A labelled input with its hint or its error. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId()
  const described = error || hint ? `${id}-hint` : undefined
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {(error || hint) && (
        <p id={described} className={error ? styles.error : styles.hint}>
          {error ?? hint}
        </p>
      )}
    </div>
  )
}
