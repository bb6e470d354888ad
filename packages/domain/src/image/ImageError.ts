import { NotRetryableError } from '../errors.js'

/** Bytes that are no archive of an image that nodes run. */
export class ImageError extends NotRetryableError {
  constructor(message: string) {
    super('NOT_AN_IMAGE', message)
  }
}
