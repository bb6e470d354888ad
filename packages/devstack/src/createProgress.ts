/** A step that has begun and not ended. */
export interface Waiting {
  what: string
  /** Milliseconds of the clock at its begin. */
  since: number
}

export interface Progress {
  /** Tells one line with the time since the start in front. */
  say(line: string): void
  /**
   * Begins a step; the returned function ends it and writes a line with the step's own time.
   * @example
   * const done = progress.step('starting PostgreSQL')
   * done('postgres ready') // → "[  1.9s] postgres ready (1.2 s)"
   */
  step(what: string): (line: string) => void
  /** Steps that run now, the longest first. */
  waiting(): readonly Waiting[]
}

/**
 * Passes steps and their times to `tell` line by line. Times count from the creation.
 * @param now milliseconds of a clock that only goes forward
 */
export function createProgress(tell: (line: string) => void, now = () => performance.now()): Progress {
  const started = now()
  const running = new Set<Waiting>()
  const secondsSince = (instant: number): string => ((now() - instant) / 1000).toFixed(1)
  const say = (line: string): void => tell(`[${secondsSince(started).padStart(5)}s] ${line}`)
  return {
    say,
    step(what) {
      const step = { what, since: now() }
      running.add(step)
      return (line) => {
        running.delete(step)
        say(`${line} (${secondsSince(step.since)} s)`)
      }
    },
    waiting: () => [...running],
  }
}
