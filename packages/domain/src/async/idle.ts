import { pause } from './pause.js'

/**
 * Waits between two rounds of a loop. Unlike `pause` it returns early, without an error, when the signal is aborted:
 * the loop then sees the aborted signal and ends.
 * @param ms milliseconds
 */
export async function idle(ms: number, signal: AbortSignal): Promise<void> {
  // `pause` rejects only when the signal is aborted.
  await pause(ms, signal).catch(() => undefined)
}
