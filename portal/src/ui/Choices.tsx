import { type ReactNode, useId } from 'react'
import styles from './Choices.module.css'
import { classes } from './classes.js'

interface Choice<T extends string> {
  readonly value: T
  readonly title: ReactNode
  /** What follows from it. */
  readonly effect: ReactNode
  /** It cannot be chosen now. */
  readonly disabled?: boolean
}

interface ChoicesProps<T extends string> {
  legend: ReactNode
  /** Of the legend, for a form that has its name. */
  legendId?: string
  options: readonly Choice<T>[]
  /** null: none is chosen yet. */
  value: T | null
  onChoose: (value: T) => void
  /** The choice is made: nothing can be changed any more. */
  disabled: boolean
}

/** One of a few, each with what follows from it. */
export function Choices<T extends string>({ legend, legendId, options, value, onChoose, disabled }: ChoicesProps<T>) {
  const name = useId()
  return (
    <fieldset className={styles.choices} disabled={disabled}>
      <legend id={legendId}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={classes(styles.choice, option.value === value && styles.chosen)}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChoose(option.value)}
          />
          <span className={styles.words}>
            <strong>{option.title}</strong>
            <span className={styles.effect}>{option.effect}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
