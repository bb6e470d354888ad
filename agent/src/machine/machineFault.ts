import { NotRetryableError } from '@aiigo/domain'

/** Errors that do not pass by themselves soon and would end the next job too, in words for the buyer: no paths. */
const FAULTS = {
  QUOTA_EXCEEDED: 'its provider has stored as many files as it may',
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk quota is used up',
  EROFS: 'its disk can not be written',
  EACCES: 'its folders can not be used',
  EPERM: 'its folders can not be used',
  EIO: 'its disk fails',
} as const satisfies Record<string, string>

export type Fault = keyof typeof FAULTS

/** This node can't do its part, and would fail with the next job too. */
export class MachineFaultError extends NotRetryableError {
  constructor(
    readonly fault: Fault,
    options?: ErrorOptions,
  ) {
    super('MACHINE_FAULT', `the node can not work: ${FAULTS[fault]}`, options)
  }
}

/**
 * The fault of this machine behind an error; null when it is another kind of error. Errors of connections are others'.
 * @example machineFaultOf(new Error('could not copy', { cause: enospc }))?.fault // 'ENOSPC'
 */
export function machineFaultOf(error: unknown): MachineFaultError | null {
  for (let cause = error; typeof cause === 'object' && cause !== null; cause = (cause as Error).cause) {
    if (cause instanceof MachineFaultError) return cause
    const { code, syscall } = cause as NodeJS.ErrnoException
    if (code !== undefined && code in FAULTS && syscall !== 'connect') {
      return new MachineFaultError(code as Fault, { cause: error })
    }
  }
  return null
}
