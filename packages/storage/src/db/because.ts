import { AsyncLocalStorage } from 'node:async_hooks'

/** Why something is written, for the rows of `transition`. */
export interface Cause {
  /** The operation of the API, the queue (with the cause of its message) or the loop. */
  cause: string
  /** The wallet that asked for it, lower case; null: the platform did it by itself. */
  actor: string | null
  /** Hash of the chain's transaction that it follows from, 0x hex; null without one that is known. */
  transaction?: string | null
}

const causes = new AsyncLocalStorage<Cause>()
const UNKNOWN: Cause = { cause: 'unknown', actor: null }

/**
 * Runs work whose moves of jobs and attempts are recorded with this cause; parts that are left out stay as they were.
 * @example because({ cause: 'acceptOffer', actor: viewer.address }, () => next())
 */
export function because<T>(cause: Partial<Cause>, work: () => T): T {
  return causes.run({ ...presentCause(), ...cause }, work)
}

export const presentCause = (): Cause => causes.getStore() ?? UNKNOWN
