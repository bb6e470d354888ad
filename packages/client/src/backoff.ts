export interface Backoff {
  /** Tries in all; Infinity never gives up. */
  attempts: number
  /** Longest wait before the second try, milliseconds; doubles with each further one. */
  baseMs: number
  /** Longest wait of all, milliseconds. */
  maxMs: number
}

/** How long to wait after a number of failed tries: random, so that many clients do not come back at once. */
export function backoffMs({ baseMs, maxMs }: Backoff, failures: number, random: () => number = Math.random): number {
  return Math.ceil((0.5 + random() / 2) * Math.min(maxMs, baseMs * 2 ** (failures - 1)))
}

/** Waits; ends early, with the signal's reason, when it is aborted. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    const done = (): void => {
      signal?.removeEventListener('abort', stopped)
      resolve()
    }
    const timer = setTimeout(done, ms)
    const stopped = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', stopped, { once: true })
  })
}
