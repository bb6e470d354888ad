import { NotRetryableError } from '@aiigo/domain'

/** A request of a reader that is refused, as HTTP has it. */
export class ServingError extends NotRetryableError {
  constructor(
    readonly status: number,
    code: string,
    message: string,
  ) {
    super(code, message)
  }
}
