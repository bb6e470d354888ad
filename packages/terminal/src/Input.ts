import { usageError } from './errors.js'

/** The words and options that a command was called with. */
export interface Input {
  /** The words of an argument; of one that is no list, at most one. */
  list(name: string): readonly string[]
  /** The word of an argument, or the value of an option: `out` of `--out <DIR>`. */
  text(name: string): string | undefined
  /**
   * The same, where there has to be one.
   * @throws CliError `USAGE`
   */
  required(name: string): string
  /** Whether an option without a value was given. */
  flag(name: string): boolean
  /**
   * A whole number.
   * @throws CliError `USAGE`
   */
  count(name: string, bounds: { readonly min: number; readonly max: number }): number | undefined
}

/**
 * @param command its name, for messages
 * @param values of arguments by their names, of options by theirs in camel case
 */
export function createInput(command: string, values: Readonly<Record<string, unknown>>): Input {
  const text = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    list(name) {
      const value = values[name]
      if (Array.isArray(value)) return value as string[]
      return typeof value === 'string' ? [value] : []
    },
    text,
    required(name) {
      const value = text(name)
      if (value === undefined || value === '') throw usageError(command, `expected ${name}, it is missing`)
      return value
    },
    flag: (name) => values[name] === true,
    count(name, { min, max }) {
      const value = text(name)
      if (value === undefined) return undefined
      const number = Number(value)
      if (/^[0-9]+$/.test(value) && number >= min && number <= max) return number
      throw usageError(command, `expected a whole number from ${min} to ${max} as --${name}, got ${value}`)
    },
  }
}
