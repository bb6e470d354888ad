import * as z from 'zod'
import { JOB_LIMITS } from './limits.js'
import { envName, rule } from './parts.js'

/** Where the buyer's client takes a secret from. */
const secretSource = z.union(
  [
    z.strictObject({
      env: z.string().min(1).max(JOB_LIMITS.localPathLength).describe("Variable of the client's own environment."),
    }),
    z.strictObject({
      file: z.string().min(1).max(JOB_LIMITS.localPathLength).describe('File, relative to the job file.'),
    }),
  ],
  { error: 'expected { env: VARIABLE } or { file: PATH }; a value itself does not belong into a job file' },
)

/** Secrets of a job file: where the client finds each. */
export const secretSourcesSchema = z
  .record(envName, secretSource)
  .refine((secrets) => Object.keys(secrets).length <= JOB_LIMITS.env, {
    message: 'too many secrets',
    params: { expected: `at most ${JOB_LIMITS.env}`, advice: 'put several into one' },
  })
  .describe("Variables of the program's environment that are sealed to the job's key: the assigned node alone is told.")

export type SecretSources = z.output<typeof secretSourcesSchema>

/** Names of the secrets of a stored job. Their values are in one sealed file. */
export const secretNamesSchema = z
  .array(envName)
  .min(1)
  .max(JOB_LIMITS.env)
  .refine((names) => new Set(names).size === names.length, {
    message: 'a secret is named twice',
    params: { expected: 'each name once', advice: 'remove the repetition' },
  })
  .describe('Variables that the file has the values of.')

/** Bytes of the file of all secrets: each at its longest, escaped as JSON may do it. */
export const SECRETS_BYTES = JOB_LIMITS.env * (JOB_LIMITS.envNameLength + 6 * JOB_LIMITS.envValueLength + 16)

/** The rule that a job breaks which gives a variable twice. */
export const secretTwice = rule(
  'a variable is a secret and not one',
  'each name in env or in secrets',
  'remove it from one of the two',
  ['secrets'],
)

/** The rule that a job breaks whose secrets nobody can seal. */
export const secretsUnsealed = rule(
  'secrets of a job whose files are not sealed',
  'files with a recipient',
  'seal the files, or leave the secrets out',
  ['secrets'],
)

/** Names of variables, of a job that may be malformed. */
export function hasSecretTwice(env: unknown, secrets: readonly string[]): boolean {
  return typeof env === 'object' && env !== null && secrets.some((name) => Object.hasOwn(env, name))
}

const valuesSchema = z.record(envName, z.string().max(JOB_LIMITS.envValueLength))

/** Why a value cannot be a secret; null when it can. */
export function secretProblem(value: string): string | null {
  if (value === '') return 'expected a value, got an empty text'
  if (value.length > JOB_LIMITS.envValueLength) {
    return `expected at most ${JOB_LIMITS.envValueLength} characters, got ${value.length}; put it into an input`
  }
  return /[\0\r\n]/.test(value)
    ? 'expected one line; encode a value of several lines (base64), or put it into an input'
    : null
}

/** The file of a job's secrets, before it is sealed. */
export function encodeSecrets(values: Readonly<Record<string, string>>): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(values))
}

/**
 * The values in an opened file of secrets.
 * @param names the ones that the job has
 * @throws Error that names what is wrong, and no value
 */
export function decodeSecrets(file: Uint8Array, names: readonly string[]): Record<string, string> {
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file))
  } catch {
    throw new Error('expected the secrets as a JSON object of texts; the buyer’s client has to write it so')
  }
  const { success, data } = valuesSchema.safeParse(parsed)
  if (!success) throw new Error('expected the secrets as a JSON object of texts; the buyer’s client has to write it so')
  const wrong = [...new Set([...names, ...Object.keys(data)])].find((name) => {
    const value = data[name]
    return !names.includes(name) || value === undefined || secretProblem(value) !== null
  })
  if (wrong !== undefined)
    throw new Error(`expected exactly the secrets that the job names, one line each; ${wrong} is not`)
  return data
}
