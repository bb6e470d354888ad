import type { z } from 'zod'

/**
 * Every problem found in the process environment, one line each. Not retryable: a person has to change the settings.
 */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError'
  constructor(readonly problems: readonly string[]) {
    super(
      `The environment has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems
        .map((problem) => `  - ${problem}`)
        .join('\n')}\nSet or correct the named variables and start again.`,
    )
  }
}

/** Names whose values must never be printed. */
const SECRET = /SECRET|PRIVATE|PASSWORD|TOKEN|MNEMONIC|_KEY$|URL$/

/**
 * Parses a process environment with a zod schema. A variable set to the empty string counts as not set, so that
 * `.env` files may list every name.
 *
 * @param schema zod object whose keys are variable names
 * @param env the environment; defaults to the process's own
 * @throws {EnvironmentError} naming every variable that is missing or wrong, all at once; secret values are not shown
 * @example
 * parseEnvironment(z.object({ PORT: z.coerce.number().int() }), { PORT: '4000' }) // → { PORT: 4000 }
 */
export function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  env: Record<string, string | undefined> = process.env,
): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new EnvironmentError(
    parsed.error.issues.map((issue) => {
      const name = issue.path.map(String).join('.') || '(environment)'
      const value = given[String(issue.path[0])]
      const shown = value === undefined ? 'not set' : SECRET.test(name) ? 'set (hidden)' : JSON.stringify(value)
      return `${name}: ${issue.message}; it is ${shown}`
    }),
  )
}
