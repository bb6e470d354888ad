import type { Metrics } from './metrics/createMetrics.js'

/** A loop of a process, as far as its progress goes. */
export interface LoopProgress {
  /** A turn has done its work. */
  succeeded(): void
  /** A turn has ended without, such as by an error: the loop moves, and its work does not. */
  failed(): void
  /** @throws Error when the last turn that did its work is older than the limit */
  checkWork(): void
}

export interface LoopLimits {
  /** The work stands when no turn did any for so long. Milliseconds. */
  workMs: number
  /** The loop itself stands when no turn ended for so long: only a restart helps. Milliseconds, default 120 000. */
  turnMs?: number
}

export interface Progress {
  /** Watches a loop; its name is the label `loop` of `aiigo_loop_age_seconds`. */
  loop(name: string, limits: LoopLimits): LoopProgress
  /** For liveness. @throws Error naming the loops of which no turn has ended within their limit */
  checkTurns(): void
  /** For readiness. @throws Error naming the loops whose work stands */
  checkWork(): void
}

interface Options {
  metrics: Metrics
  /** Milliseconds of a clock that only goes forward. */
  now?: () => number
}

const TURN_MS = 120_000

/**
 * Tells whether the loops of a process move. A connection that is there shows nothing: a loop that waits for an answer
 * that never comes looks connected, too.
 */
export function createProgress({ metrics, now = () => performance.now() }: Options): Progress {
  const loops = new Map<string, { limits: Required<LoopLimits>; workAt: number; turnAt: number }>()
  metrics.gauge('aiigo_loop_age_seconds', (gauge) => {
    for (const [loop, { workAt }] of loops) gauge.set({ loop }, (now() - workAt) / 1_000)
  })
  const standing = (at: 'workAt' | 'turnAt', limit: 'workMs' | 'turnMs', names: Iterable<string>): string[] =>
    [...names].flatMap((name) => {
      const loop = loops.get(name)
      if (!loop || now() - loop[at] <= loop.limits[limit]) return []
      return [`${name} for ${Math.round((now() - loop[at]) / 1_000)} s, at most ${loop.limits[limit] / 1_000} s`]
    })
  function check(what: string, problems: string[]): void {
    if (problems.length > 0) throw new Error(`${what}: ${problems.join('; ')}`)
  }
  const checkWork = (names: Iterable<string>): void => check('did no work', standing('workAt', 'workMs', names))

  return {
    loop(name, { workMs, turnMs = TURN_MS }) {
      const loop = { limits: { workMs, turnMs }, workAt: now(), turnAt: now() }
      loops.set(name, loop)
      return {
        succeeded() {
          loop.workAt = loop.turnAt = now()
        },
        failed() {
          loop.turnAt = now()
        },
        checkWork: () => checkWork([name]),
      }
    },
    checkTurns: () => check('loops stand, restart the process', standing('turnAt', 'turnMs', loops.keys())),
    checkWork: () => checkWork(loops.keys()),
  }
}
