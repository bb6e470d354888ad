/**
 * Base of every expected error. `code` is stable and machine-readable (SCREAMING_SNAKE_CASE); the message says what was
 * expected, what came and what to do. The class says whether trying again can help, never a flag that callers forget
 * to read. Match on `code` or with `instanceof`: bundlers shorten class names, so `name` is for logs in Node.
 */
export abstract class AiigoError extends Error {
  abstract readonly retryable: boolean

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = new.target.name
  }
}

/** The same call can succeed later: a lost connection, a node that has not caught up, a busy resource. */
export class RetryableError extends AiigoError {
  readonly retryable = true
}

/** Trying again gives the same answer: bad input, an illegal move, a missing right. */
export class NotRetryableError extends AiigoError {
  readonly retryable = false
}

/** One thing wrong with an input, in the form the API returns as `userErrors`. */
export interface Problem {
  readonly code: string
  /** Path of the field, dot-separated; null when the whole input is meant. */
  readonly field: string | null
  readonly message: string
}

/** An input that breaks the rules; lists every problem at once. */
export class InvalidInputError extends NotRetryableError {
  constructor(readonly problems: readonly Problem[]) {
    super('INVALID_INPUT', problems.map((p) => (p.field ? `${p.field}: ${p.message}` : p.message)).join('\n'))
  }
}

/** A move that the life cycle's transitions table does not allow. */
export class IllegalTransitionError extends NotRetryableError {
  constructor(
    readonly subject: string,
    readonly from: string,
    readonly to: string,
    readonly allowed: readonly string[],
  ) {
    super(
      'ILLEGAL_TRANSITION',
      `${subject} cannot go from ${from} to ${to}; from ${from} it can go to ${allowed.length > 0 ? allowed.join(', ') : 'nowhere'}`,
    )
  }
}
