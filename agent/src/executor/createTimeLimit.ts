import { MOST_MS } from '../waiting/atMost.js'

/** Wall time of a run, which can be made longer while it goes on. */
export interface TimeLimit {
  /** As it is now. */
  readonly seconds: number
  /** @returns ends the telling */
  onChange(listener: () => void): () => void
}

/** A limit that its maker moves. */
export interface MovableTimeLimit extends TimeLimit {
  /** Sets a longer time; a shorter one changes nothing. @param seconds from the run's beginning */
  extend(seconds: number): void
}

/**
 * A limit of so many seconds, until it is moved.
 * @example
 * const time = createTimeLimit(60)
 * time.extend(120)
 */
export function createTimeLimit(seconds: number): MovableTimeLimit {
  let now = seconds
  const listeners = new Set<() => void>()
  return {
    get seconds() {
      return now
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    extend(longer) {
      if (longer <= now) return
      now = longer
      for (const listener of [...listeners]) listener()
    },
  }
}

/** The time of a task: the one that can be moved, else that of its limits for good. */
export const timeLimitOf = (task: {
  readonly time?: TimeLimit | undefined
  readonly limits: { readonly seconds: number }
}): TimeLimit => task.time ?? createTimeLimit(task.limits.seconds)

/**
 * Waits until the time is over, wherever it is moved meanwhile.
 * @param began `performance.now()` of the run's beginning
 * @returns ends the waiting
 */
export function whenOver(time: Pick<TimeLimit, 'seconds'>, began: number, onOver: () => void): () => void {
  const leftMs = (): number => time.seconds * 1_000 - (performance.now() - began)
  let timer: NodeJS.Timeout
  const wait = (): void => {
    // Limits only grow: a look at the old end is enough.
    timer = setTimeout(() => (leftMs() > 0 ? wait() : onOver()), Math.min(Math.max(0, leftMs()), MOST_MS))
  }
  wait()
  return () => clearTimeout(timer)
}
