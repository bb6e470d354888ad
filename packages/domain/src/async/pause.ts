/**
 * Waits.
 * @param ms milliseconds
 * @throws the signal's reason, at once, when the signal is aborted
 */
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
