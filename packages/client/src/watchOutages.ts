/** A time in which the API does not answer subscriptions. They are tried again all the while. */
export interface Outage {
  /** The failure that began it. */
  readonly error: unknown
}

/** Learns of the fate of subscriptions and their connection. */
export interface OutageWatch {
  /** A subscription failed and is tried again. */
  failed(error: unknown): void
  /** The API has accepted a connection. */
  connected(): void
  /** A subscription had an event. */
  answered(): void
  close(): void
}

/**
 * Tells when subscriptions get no answer, and when they do again. Subscribing has no answer of its own: an outage is
 * over with an event, or when nothing has failed for a moment after the API accepted a connection.
 * @param onOutage told of an outage once; null when it is over
 */
export function watchOutages(onOutage: (outage: Outage | null) => void, settleMs = 2_000): OutageWatch {
  let isOut = false
  let settling: ReturnType<typeof setTimeout> | undefined
  function over(): void {
    clearTimeout(settling)
    if (!isOut) return
    isOut = false
    onOutage(null)
  }
  return {
    failed(error) {
      clearTimeout(settling)
      if (isOut) return
      isOut = true
      onOutage({ error })
    },
    connected() {
      clearTimeout(settling)
      if (isOut) settling = setTimeout(over, settleMs)
    },
    answered: over,
    close: () => clearTimeout(settling),
  }
}
