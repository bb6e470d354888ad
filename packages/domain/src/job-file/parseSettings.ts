import type * as z from 'zod'
import { InvalidInputError } from '../errors.js'
import { problemsFromIssues } from './problemsFromIssues.js'
import { readSource } from './readSource.js'

/**
 * Reads and checks a file of settings in YAML, as a job file is read.
 * @param advice for a text that is no YAML
 * @throws InvalidInputError with every problem: what was expected, what came, and the line
 * @example parseSettings('units: 4', z.strictObject({ units: z.int() }), 'see README.md') // { units: 4 }
 */
export function parseSettings<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  advice: string,
): z.output<Schema> {
  const { value, places } = readSource(text, 'yaml', advice)
  const result = schema.safeParse(value ?? {})
  if (result.success) return result.data
  throw new InvalidInputError(problemsFromIssues(result.error.issues, value, places))
}
