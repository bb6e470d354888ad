/** An error of a command line's own. Its class is not what it is known by: the code is. */
export class CliError extends Error {
  readonly retryable = false

  /**
   * @param code SCREAMING_SNAKE_CASE; its exit code is in `exitCodes.ts`
   * @param message what was expected, and what came
   * @param advice what to do, with the command to do it; null: the command's help
   */
  constructor(
    readonly code: string,
    message: string,
    readonly advice: string | null,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'CliError'
  }
}

/** Facts of an error besides its code. */
export interface ErrorDetails {
  readonly jobId?: string
  readonly groupId?: string
  /** State of the job. */
  readonly state?: string
}

/**
 * A command that was called in a way that it does not know.
 * @param _command its name: the message says nothing that the help of the command does not
 */
export function usageError(_command: string, message: string, advice: string | null = null): CliError {
  return new CliError('USAGE', message, advice)
}

/** Ctrl-C. */
export class InterruptedError extends Error {
  readonly code = 'INTERRUPTED'

  constructor(readonly by: NodeJS.Signals) {
    super(`stopped by ${by}`)
    this.name = 'InterruptedError'
  }
}
