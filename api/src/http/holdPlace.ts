import type { ServerResponse } from 'node:http'
import type { Place } from './createQueue.js'

/** An answer that the client has not read by then is dropped. */
const MAX_SEND_MS = 30_000

/**
 * Keeps the place until the operation is answered, also where nobody reads the answer, which then ends.
 * @returns false where the client is gone already
 */
export function holdPlace(response: ServerResponse, place: Place): boolean {
  const end = response.end.bind(response)
  let sending: NodeJS.Timeout | undefined
  let isAnswered = false
  response.end = ((...parts: Parameters<typeof end>) => {
    isAnswered = true
    place.leave()
    sending = setTimeout(() => response.destroy(), MAX_SEND_MS).unref()
    return end(...parts)
  }) as typeof response.end
  response.once('close', () => {
    clearTimeout(sending)
    place.sent()
    if (!isAnswered) leaveLater(place)
  })
  if (!response.closed) return true
  place.leave()
  place.sent()
  return false
}

/**
 * An operation runs on when its client leaves, and keeps its place meanwhile. The timer holds the place alone: request
 * and answer are freed before.
 */
function leaveLater(place: Place): void {
  setTimeout(() => place.leave(), MAX_SEND_MS).unref()
}
