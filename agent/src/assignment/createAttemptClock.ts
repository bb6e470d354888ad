import type { Logger } from '@aiigo/service'
import { machineFaultOf } from '../machine/machineFault.js'
import { atMost } from '../waiting/atMost.js'
import { retry } from '../waiting/retry.js'
import type { AttemptLimits } from './createAttemptLimits.js'

export interface AttemptClockDeps {
  readonly limits: Pick<AttemptLimits, 'dueAt'>
  /** Kept at the end for handing in the result, milliseconds. */
  readonly reserveMs: number
  readonly log: Logger
  readonly signal: AbortSignal
  /** Milliseconds of the provider's clock. */
  readonly now: () => number
}

/** A moment, milliseconds of the provider's clock; later when the attempt's limits have grown. */
export type Moment = () => number

/** The moments by which the phases of an attempt have to be over. */
export interface AttemptClock {
  readonly now: () => number
  readonly reserveMs: number
  /** Behind it the result is handed in. */
  readonly run: Moment
  /** The end of the log and the manifest, which the signature covers, come last and have a part of the reserve. */
  readonly logged: Moment
  readonly signed: Moment
  /** Repeats a step as long as there is time for it; not after a fault of this machine. Default: up to `run`. */
  again<T>(what: string, step: () => Promise<T>, until?: Moment, ending?: AbortSignal): Promise<T>
  /** Aborted at a moment, by a `TimeoutError`, and with the attempt. */
  signalAt(moment: Moment): AbortSignal
  /** Ends the timers. */
  close(): void
}

/** A fault of this machine is not retried: it would hold the job for its whole time. */
function rethrowFault(error: unknown): never {
  throw machineFaultOf(error) ?? error
}

/** The clock of an attempt, whose moments follow its limits. */
export function createAttemptClock({ limits, reserveMs, log, signal, now }: AttemptClockDeps): AttemptClock {
  const timers = new Set<NodeJS.Timeout>()
  const run = (): number => limits.dueAt * 1_000 - reserveMs

  function startTimer(moment: Moment, over: AbortController): void {
    const end = (leftMs: number, expected: number): void => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        const waited = atMost(leftMs)
        const moved = moment() - expected
        const rest = leftMs - waited + moved
        // The limits have grown, or a timer does not hold the whole wait.
        if (rest >= 1) end(rest, expected + moved)
        else over.abort(new DOMException('the time of the attempt is over', 'TimeoutError'))
      }, atMost(leftMs))
      timers.add(timer.unref())
    }
    const expected = moment()
    end(expected - now(), expected)
  }

  return {
    ...{ now, reserveMs, run },
    logged: () => run() + reserveMs / 4,
    signed: () => run() + (reserveMs * 3) / 4,
    again: (what, step, until = run, ending = signal) =>
      retry(() => step().catch(rethrowFault), { what, log, signal: ending, until, now }),
    signalAt(moment) {
      const over = new AbortController()
      startTimer(moment, over)
      return AbortSignal.any([signal, over.signal])
    },
    close() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
