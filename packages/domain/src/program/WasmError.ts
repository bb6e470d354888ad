import { NotRetryableError } from '../errors.js'

/** Bytes that are no WebAssembly module. */
export class WasmError extends NotRetryableError {
  constructor(message: string) {
    super('NOT_A_PROGRAM', message)
  }
}
