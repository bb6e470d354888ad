import type { GraphQLError } from 'graphql'
import { apiError } from './apiError.js'

/** Bytes of one answer, as JSON. Larger ones come of a few fields with long texts; lists are bounded by their cost. */
export const MAX_ANSWER_BYTES = 10 * 1024 * 1024
/** Bytes that may be gathered for one answer. The subgraph's part has names and keys that the answer leaves out. */
const MAX_GATHERED_BYTES = 16 * 1024 * 1024

/** Bytes gathered so far, by the operation's context. */
const gathered = new WeakMap<object, number>()

/** From here on the operation with this context has a budget. Without one nothing is counted. */
export function startAnswer(context: object): void {
  gathered.set(context, 0)
}

/**
 * Counts bytes towards the answer of an operation, while it is made.
 * @param context the operation's context
 * @throws GraphQLError ANSWER_TOO_LARGE once the operation has gathered too much: nothing more is read for it then
 */
export function spendAnswer(context: object | undefined, bytes: number): void {
  const before = context === undefined ? undefined : gathered.get(context)
  if (context === undefined || before === undefined) return
  gathered.set(context, before + bytes)
  if (before + bytes > MAX_GATHERED_BYTES) throw answerTooLarge()
}

/** Whether the operation gathered more than an answer may have. */
export function isOverspent(context: object): boolean {
  return (gathered.get(context) ?? 0) > MAX_GATHERED_BYTES
}

export function answerTooLarge(): GraphQLError {
  return apiError(
    'ANSWER_TOO_LARGE',
    `expected an answer of at most ${MAX_ANSWER_BYTES / 1024 / 1024} MiB; ask for fewer items by "first" or for fewer fields`,
  )
}
