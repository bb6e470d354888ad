import * as z from 'zod/mini'
import { NotRetryableError } from '../errors.js'

/** The JSON form of a type: its wide integers as decimal text, everything else as it is. */
export type JsonForm<T> = { [K in keyof T]: T[K] extends bigint ? string : T[K] }

/** One form in code and one in JSON, and the way between them. Both directions check every field. */
export interface JsonCodec<T, J = JsonForm<T>> {
  /**
   * Reads JSON that came from a database or over the network. Fields that the type does not have are left out.
   * @throws NotRetryableError `BAD_DATA` with every field that is not as expected
   */
  fromJson(json: unknown): T
  /**
   * Writes the value with its wide integers as decimal text.
   * @throws NotRetryableError `BAD_DATA` when a value does not fit its type on chain
   */
  toJson(value: T): J
}

/**
 * A codec out of a zod schema.
 * @param name What an error calls the value.
 */
export function jsonCodec<T, J = JsonForm<T>>(name: string, schema: z.ZodMiniType<T, J>): JsonCodec<T, J> {
  return {
    fromJson: (json) => orThrow(name, z.safeDecode(schema, json as J)),
    toJson: (value) => orThrow(name, z.safeEncode(schema, value)),
  }
}

function orThrow<R>(name: string, result: z.core.util.SafeParseResult<R>): R {
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => [name, ...path].join('.').concat(': ', message))
  throw new NotRetryableError('BAD_DATA', problems.join('\n'))
}
