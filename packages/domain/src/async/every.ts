import { idle } from './idle.js'

/**
 * Takes a step again and again until the signal is aborted, the first one at once. A step that fails ends nothing: the
 * next one comes after the same wait.
 * @param ms from the end of a step to the next one, milliseconds; a function is asked after each step
 * @param failed hears why a step failed, unless the signal is aborted
 */
export async function every(
  ms: number | (() => number),
  signal: AbortSignal,
  step: () => Promise<unknown>,
  failed: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await step()
    } catch (error) {
      if (!signal.aborted) failed(error)
    }
    await idle(typeof ms === 'number' ? ms : ms(), signal)
  }
}
