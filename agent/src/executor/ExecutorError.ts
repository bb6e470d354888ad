import { RetryableError } from '@aiigo/domain'

/** The machine, not the program, failed: another try, here or on another node, can succeed. */
export class ExecutorError extends RetryableError {
  constructor(message: string, options?: ErrorOptions) {
    super('EXECUTOR_FAILED', message, options)
  }
}
